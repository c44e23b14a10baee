package dev.consent.jpa.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.database.TestUnit;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills processes that erase again after a restore: it ends with everything erased again, and exactly once. */
class ReplayKillsTest {

    /** A run of its own may have more of them, see docs/performance.md. */
    private static final int KILLS = Integer.getInteger("consent.crash.kills", 2);

    private static final int PEOPLE_PER_KILL = 300;
    private static final int LONGEST_MILLIS = 100;

    private static final Map<String, String> KEY =
            Map.of(ConsentSettings.ERASURE_LOG_KEY, "0123456789abcdef0123456789abcdef");

    @Test
    void aReplayThatIsKilledAgainAndAgainErasesEverythingOnce(@TempDir Path log) throws Exception {
        int people = KILLS * PEOPLE_PER_KILL;
        Map<String, String> logged = new HashMap<>(KEY);
        logged.put(ConsentSettings.ERASURE_LOG, log.toString());
        Random random = new Random(20_261_126);
        String url = TestDatabase.POSTGRESQL.freshUrl();
        try (Mail mail = new Mail(url, "create", Map.copyOf(logged))) {
            mail.plantAgreeing(people);
        }
        String restored = RestoreOnPostgresTest.copied(url);
        List<String> owed;
        try (Mail mail = new Mail(url, "none", Map.copyOf(logged))) {
            mail.decideAll(people, false);
            mail.clock.advance(Sweeping.LATER);
            assertThat(mail.consent.erasure().sweep().done()).isEqualTo(people);
            owed = mail.sql("select reference from consent_obligation order by reference");
        }

        try (Mail looking = new Mail(restored, "none")) { // without the log, so it replays nothing
            assertThat(looking.whereIs("planted-")).isNotEmpty();
            for (int kill = 1; kill <= KILLS; kill++) {
                Sweeping node = new Sweeping(List.of(), restored, Sweeping.REPLAY, logged);
                long before = progress(looking);
                node.begin();
                for (int i = 0; i < 12_000 && progress(looking) == before; i++) {
                    Thread.sleep(5);
                }
                Thread.sleep(random.nextInt(LONGEST_MILLIS));
                assertThat(node.kill()).as("what it said when it was killed").doesNotContain(Sweeping.FINISHED);
                assertThat(progress(looking)).as("killed in the middle").isGreaterThan(before);
                assertThat(looking.halfDone()).isZero();
                assertThat(looking.proven()).isEqualTo(looking.done());
            }
            assertThat(looking.done()).isLessThan(people);
        }

        Map<String, Object> later = new HashMap<>(logged);
        later.put(ConsentSettings.CLOCK, Clock.fixed(TestUnit.START.plus(Sweeping.LATER), ZoneOffset.UTC));
        try (Mail after = new Mail(restored, "none", later)) {
            assertThat(after.whereIs("planted-")).isEmpty();
            assertThat(after.halfDone()).isZero();
            assertThat(after.done()).isEqualTo(people);
            assertThat(after.proven()).as("everybody stands in one receipt").isEqualTo(people);
            assertThat(after.sql("select reference from consent_obligation order by reference"))
                    .isEqualTo(owed);
            assertThat(after.consent.erasure().checkReceipts().intact()).isTrue();
            assertThat(after.consent.erasure().replay().transactions()).isZero();
        }
    }

    /** Entries of the log that are owed again, and people who are erased again. */
    private static long progress(Mail looking) {
        return looking.number("select count(*) from consent_replayed") + looking.done();
    }
}
