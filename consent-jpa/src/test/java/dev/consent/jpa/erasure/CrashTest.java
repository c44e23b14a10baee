package dev.consent.jpa.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills real processes and the database itself: nothing is lost, everything owed is erased, and exactly once. */
class CrashTest {

    /** A run of its own may have more of them, see docs/performance.md. */
    private static final int KILLS = Integer.getInteger("consent.crash.kills", 6);

    private static final int PEOPLE_PER_KILL = 400;

    /** After so many kills of the process it is the database's turn. */
    private static final int DATABASE_TOO = 5;

    private static final int LONGEST_MILLIS = 200;

    @Test
    void processesAndDatabasesKilledInTheMiddleOfASweepLeaveNothingHalfDone(@TempDir Path directory) throws Exception {
        int people = KILLS * PEOPLE_PER_KILL;
        Random random = new Random(20_261_126);
        try (CrashingServer server = new CrashingServer(directory.resolve("data"));
                Mail mail = new Mail(server.url(), "create")) {
            mail.plant(people);
            Sweeping next = new Sweeping(server.url());
            for (int kill = 1; kill <= KILLS; kill++) {
                Sweeping sweeping = next;
                boolean databaseToo = kill % DATABASE_TOO == 0;
                if (!databaseToo) {
                    next = new Sweeping(server.url()); // starts while the other one works
                }
                sweeping.begin();
                if (kill % 2 == 0) {
                    awaitProgress(mail); // or a slow machine would never see a batch committed
                }
                Thread.sleep(random.nextInt(LONGEST_MILLIS));
                if (databaseToo) {
                    server.crash();
                }
                assertThat(sweeping.kill())
                        .as("what it said when it was killed")
                        .doesNotContain(Sweeping.FINISHED);
                if (databaseToo) {
                    server.restart();
                    next = new Sweeping(server.url());
                }
                assertThat(mail.halfDone()).isZero();
                assertThat(mail.proven()).isEqualTo(mail.done());
            }
            next.kill();
            assertThat(mail.done()).as("met by nodes that were killed").isBetween(1L, people - 1L);
            try (Mail after = new Mail(server.url(), "none")) {
                finish(after, people);
            }
        }
    }

    private static void awaitProgress(Mail mail) throws InterruptedException {
        long before = mail.done();
        for (int i = 0; i < 6_000 && mail.done() == before; i++) {
            Thread.sleep(5);
        }
    }

    private static void finish(Mail mail, int people) {
        mail.clock.advance(Duration.ofHours(13));
        assertThat(mail.consent.erasure().sweep().failed()).isZero();
        assertThat(mail.consent.erasure().backlog().pending()).isZero();
        assertThat(mail.consent.erasure().backlog().overdue()).isZero();
        assertThat(mail.done()).isEqualTo(people);
        assertThat(mail.halfDone()).isZero();
        assertThat(mail.proven()).as("everybody stands in one receipt").isEqualTo(people);
        assertThat(mail.consent.erasure().checkReceipts().intact()).isTrue();
        assertThat(mail.whereIs("planted-")).isEmpty();
        assertThat(mail.number("select count(*) from Person")).isEqualTo(people);
    }

    @Test
    void aCrashBetweenHidingAndErasingLosesNeither() {
        String url = TestDatabase.POSTGRESQL.freshUrl();
        Long anna;
        try (School before = new School(url, Map.of(), List.of())) {
            anna = before.enrol("Anna");
            before.grant(anna, Contact.class);
            Long id = anna;
            before.write(em -> em.find(Pupil.class, id).email = "planted-mail");
            before.withdraw(anna, Contact.class);
        } // the process is gone; nothing but the database remembers
        try (School after = new School(url, Map.of(), List.of())) {
            assertThat(after.read(em -> em.find(Pupil.class, anna)).email).isNull();
            assertThat(after.consent.erasure().backlog().pending()).isEqualTo(1);
            after.clock.advance(Duration.ofHours(13));
            assertThat(after.consent.erasure().sweep().done()).isEqualTo(1);
            assertThat(after.whereIs("planted-")).isEmpty();
            assertThat(after.consent.erasure().sweep().done()).isZero();
        }
    }
}
