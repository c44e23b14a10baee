package dev.consent.jpa.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.erasure.Receipt;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Kills real processes on PostgreSQL: nothing is lost, everything owed is erased, and exactly once. */
class CrashTest {

    private static final int PUPILS = 800;

    @Test
    void processesKilledInTheMiddleOfASweepLeaveNothingHalfDone() throws Exception {
        String url = TestDatabase.POSTGRESQL.freshUrl();
        try (School school = new School(url, Map.of("hibernate.jdbc.batch_size", "50"), List.of())) {
            List<Long> pupils = plant(school);
            Random random = new Random(20261122);
            int killedInTheMiddle = 0;
            for (int round = 0; round < 5; round++) {
                killWhileSweeping(url, school, done(school), random.nextInt(40));
                assertConsistent(school);
                killedInTheMiddle += done(school) < 2 * PUPILS ? 1 : 0;
            }
            assertThat(killedInTheMiddle).as("kills that hit a sweep at work").isPositive();

            school.clock.advance(Duration.ofHours(13));
            assertThat(school.consent.erasure().backlog().overdue()).isZero();
            assertThat(school.consent.erasure().sweep().failed()).isZero();
            assertConsistent(school);
            assertThat(school.sql("select count(*) from consent_obligation where state = 'DONE'"))
                    .containsExactly(String.valueOf(2 * PUPILS));
            assertThat(school.whereIs("planted-")).isEmpty();
            List<Receipt> receipts = school.read(em -> school.consent.erasure().receipts(em, 100_000));
            assertThat(receipts.stream().mapToInt(Receipt::subjects).sum()).isEqualTo(2 * PUPILS);
            assertThat(school.sql("select count(*) from Pupil where name is null"))
                    .containsExactly("0");
            assertThat(pupils).hasSize(PUPILS);
        }
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

    private static long done(School school) {
        return Long.parseLong(school.sql("select count(*) from consent_obligation where state = 'DONE'")
                .get(0));
    }

    /** Whatever an obligation says, the data agrees: done and gone, or open and all there. */
    private static void assertConsistent(School school) {
        assertThat(school.sql(
                        "select count(*) from consent_obligation o join Pupil p on p.id = cast(o.subject_key as bigint)"
                                + " where o.purpose = 'contact' and (o.state = 'DONE') <> (p.email is null)"))
                .containsExactly("0");
        assertThat(school.sql("select count(*) from consent_obligation o where o.purpose = 'reports' and"
                        + " (o.state = 'DONE') = exists (select 1 from Evaluation e where e.pupil_id ="
                        + " cast(o.subject_key as bigint))"))
                .containsExactly("0");
        assertThat(school.sql("select count(*) from consent_obligation o where o.purpose = 'reports' and"
                        + " (o.state = 'DONE') = exists (select 1 from Evaluation_AUD e where e.pupil_id ="
                        + " cast(o.subject_key as bigint) and e.text is not null)"))
                .containsExactly("0");
        assertThat(school.sql(
                        "select count(*) from consent_obligation where (state = 'DONE') <> (receipt_id is not null)"))
                .containsExactly("0");
    }

    private static List<Long> plant(School school) {
        List<Long> pupils = new ArrayList<>();
        school.write(em -> {
            for (int i = 0; i < PUPILS; i++) {
                Pupil pupil = new Pupil("Pupil " + i);
                em.persist(pupil);
                pupils.add(pupil.id);
            }
        });
        for (int from = 0; from < PUPILS; from += 100) {
            List<Long> some = pupils.subList(from, from + 100);
            school.write(em -> some.forEach(id -> school.decideIn(em, id, true, Reports.class, Contact.class)));
            school.write(em -> some.forEach(id -> {
                Pupil pupil = em.find(Pupil.class, id);
                pupil.email = "planted-mail-" + id;
                em.persist(new Evaluation(pupil, "planted-text-" + id, 7));
            }));
            school.write(em -> some.forEach(id -> school.decideIn(em, id, false, Reports.class, Contact.class)));
        }
        return pupils;
    }

    private static void killWhileSweeping(String url, School school, long doneBefore, int afterMillis)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SweepingProcess.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            String line = output.readLine();
            while (line != null && !line.equals("sweeping")) {
                line = output.readLine();
            }
            assertThat(line).as("the child came to its sweep").isNotNull();
            // The first batches of a fresh process are slow; the kill is meant to hit a later one.
            while (process.isAlive() && done(school) == doneBefore) {
                Thread.sleep(2);
            }
            Thread.sleep(afterMillis);
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
