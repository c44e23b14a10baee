package dev.consent.jpa.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two transactions about one person at the same moment, on PostgreSQL, in whatever order they come. */
class RaceTest {

    private static final int ROUNDS = 1_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private School school;

    @BeforeEach
    void open() {
        school = School.on(TestDatabase.POSTGRESQL);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        school.close();
    }

    @Test
    void nothingWrittenDuringAWithdrawalStaysForEver() throws Exception {
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            int round = i;
            Long pupil = school.enrol("Pupil " + round);
            school.grant(pupil, Reports.class);
            boolean late = round % 4 == 0; // so that both orders come up on any machine
            List<Throwable> failures = together(
                    () -> {
                        LockSupport.parkNanos(late ? 20_000_000 : 0);
                        school.write(em -> em.persist(new Evaluation(em.find(Pupil.class, pupil), "planted", 5)));
                    },
                    () -> {
                        LockSupport.parkNanos(round % 4 == 1 ? 20_000_000 : 0);
                        school.withdraw(pupil, Reports.class);
                    });
            assertThat(failures).allMatch(ConsentRequiredException.class::isInstance);
            refused += failures.size();
        }
        assertThat(school.consent.driftedStamps()).isEmpty();
        assertThat(refused).as("both orders came up").isBetween(1, ROUNDS - 1);
        assertThat(school.<Long>read(em -> em.createQuery("select count(*) from Evaluation", Long.class)
                        .getSingleResult()))
                .isZero();
        school.clock.advance(Duration.ofHours(13));
        assertThat(school.consent.erasure().sweep().done()).isEqualTo(ROUNDS);
        assertThat(school.whereIs("planted")).isEmpty();
    }

    @Test
    void nothingRewrittenDuringAWithdrawalStaysForEver() throws Exception {
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            int round = i;
            Long pupil = school.enrol("Pupil " + round);
            school.grant(pupil, Reports.class);
            Long row = school.read(em -> {
                        Evaluation evaluation = new Evaluation(em.find(Pupil.class, pupil), "first", 5);
                        em.persist(evaluation);
                        return evaluation;
                    })
                    .id;
            List<Throwable> failures = together(
                    () -> school.write(em -> {
                        Evaluation evaluation = em.find(Evaluation.class, row);
                        LockSupport.parkNanos(round % 4 == 0 ? 20_000_000 : 0);
                        if (evaluation != null) {
                            evaluation.text = "planted";
                        }
                    }),
                    () -> {
                        LockSupport.parkNanos(round % 4 == 1 ? 20_000_000 : 1_000_000);
                        school.withdraw(pupil, Reports.class);
                    });
            assertThat(failures).allMatch(ConsentRequiredException.class::isInstance);
            refused += failures.size();
        }
        assertThat(school.consent.driftedStamps()).isEmpty();
        assertThat(refused).as("both orders came up").isBetween(1, ROUNDS - 1);
        school.clock.advance(Duration.ofHours(13));
        assertThat(school.consent.erasure().sweep().done()).isEqualTo(ROUNDS);
        assertThat(school.whereIs("planted")).isEmpty();
        assertThat(school.whereIs("first")).isEmpty();
    }

    @Test
    void twoWithdrawalsOfOnePersonBothCount() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Long pupil = school.enrol("Pupil " + round);
            school.grant(pupil, Reports.class, Contact.class);
            assertThat(together(
                            () -> school.withdraw(pupil, Reports.class), () -> school.withdraw(pupil, Contact.class)))
                    .isEmpty();
        }
        assertThat(school.sql("select count(*) from consent_obligation where state = 'PENDING'"))
                .containsExactly(String.valueOf(2 * ROUNDS));
        assertThat(school.consent.driftedStamps()).isEmpty();
        // Only the purposes that need no consent are left in force.
        assertThat(school.sql("select distinct mask from consent_subject")).hasSize(1);
    }

    @Test
    void aDecisionThatLosesADeadlockTriesAgain() throws Exception {
        Long pupil = school.enrol("Ann");
        school.grant(pupil, Reports.class);
        List<Long> rows = school.read(em -> {
            List<Evaluation> two = List.of(
                    new Evaluation(em.find(Pupil.class, pupil), "one", 1),
                    new Evaluation(em.find(Pupil.class, pupil), "two", 2));
            two.forEach(em::persist);
            return two.stream().map(evaluation -> evaluation.id).toList();
        });
        assertThat(school.<Boolean>read(em -> {
                    // A bulk statement holds rows without asking for anybody's mask.
                    touch(em, rows.get(1));
                    Future<?> decision = threads.submit(() -> school.withdraw(pupil, Reports.class));
                    while (school.sql("select 1 from pg_locks where not granted")
                            .isEmpty()) {
                        LockSupport.parkNanos(1_000_000);
                    }
                    touch(em, rows.get(0)); // and now each waits for the other
                    assertThat(decision).isNotDone();
                    return true;
                }))
                .isTrue();
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(school.consent.driftedStamps()).isEmpty();
        assertThat(school.sql("select state from consent_record")).containsExactly("WITHDRAWN");
        assertThat(school.<List<Evaluation>>read(em ->
                        em.createQuery("from Evaluation", Evaluation.class).getResultList()))
                .isEmpty();
    }

    private static void touch(EntityManager em, Long evaluation) {
        em.createQuery("update Evaluation e set e.score = 9 where e.id = :id")
                .setParameter("id", evaluation)
                .executeUpdate();
    }

    /** Runs both at once and returns the root causes of what failed. */
    private List<Throwable> together(Runnable one, Runnable other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Void>> futures = new ArrayList<>();
        for (Runnable work : List.of(one, other)) {
            Callable<Void> waiting = () -> {
                start.await();
                work.run();
                return null;
            };
            futures.add(threads.submit(waiting));
        }
        List<Throwable> failures = new ArrayList<>();
        for (Future<Void> future : futures) {
            try {
                future.get();
            } catch (java.util.concurrent.ExecutionException failed) {
                Throwable root = failed;
                while (root.getCause() != null) {
                    root = root.getCause();
                }
                failures.add(root);
            }
        }
        return failures;
    }
}
