package dev.consent.jpa.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.SubjectId;
import dev.consent.erasure.Hold;
import dev.consent.erasure.HoldBasis;
import dev.consent.erasure.HoldRefusedException;
import dev.consent.erasure.HoldRequest;
import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.EntityManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two transactions about one person at the same moment, on PostgreSQL, in whatever order they come. */
class RaceTest {

    private static final int ROUNDS = 1_000;

    /** Holds on people, rows and types race against the sweep as often as all other pairs do, together. */
    private static final int HOLDS_ON_PEOPLE = 500;

    private static final int HOLDS_ON_ROWS = 400;
    private static final int HOLDS_ON_TYPES = 100;

    /** As many pairs of transactions run beside each other. */
    private static final int LANES = 4;

    private static final int TOGETHER = 100;

    private final ExecutorService threads = Executors.newFixedThreadPool(2 * LANES);
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
    void whatWasReadBeforeItWasErasedComesBackInNoHistory() {
        Long anna = school.enrol("Anna");
        school.grant(anna, Contact.class);
        school.write(em -> em.find(Pupil.class, anna).email = "ANNA-mail");
        school.write(em -> {
            Pupil read = em.find(Pupil.class, anna);
            school.withdraw(anna, Contact.class);
            school.clock.advance(Duration.ofHours(13));
            assertThat(school.consent.erasure().sweep().done()).isEqualTo(1);
            assertThat(read.email).isEqualTo("ANNA-mail");
            read.level = 9;
        });

        assertThat(school.sql("select level from Pupil where id = " + anna)).containsExactly("9");
        assertThat(school.sql("select count(*) from Pupil_AUD where level = 9 and name is not null"))
                .containsExactly("1");
        assertThat(school.whereIs("ANNA-mail")).isEmpty();
    }

    @Test
    void nothingWrittenDuringAWithdrawalStaysForEver() {
        List<Long> pupils = enrol(Reports.class);
        CountDownLatch withdrawn = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        List<Throwable> failures = race(
                round -> {
                    pause(round % 4 == 0);
                    awaitIn(0, round, withdrawn);
                    school.write(
                            em -> em.persist(new Evaluation(em.find(Pupil.class, pupils.get(round)), "planted", 5)));
                    doneIn(1, round, written);
                },
                round -> {
                    pause(round % 4 == 1);
                    awaitIn(1, round, written);
                    school.withdraw(pupils.get(round), Reports.class);
                    doneIn(0, round, withdrawn);
                });
        assertThat(failures).allMatch(ConsentRequiredException.class::isInstance);
        assertThat(school.consent.driftedStamps()).isEmpty();
        assertThat(failures.size()).as("both orders came up").isBetween(1, ROUNDS - 1);
        assertThat(school.<Long>read(em -> em.createQuery("select count(*) from Evaluation", Long.class)
                        .getSingleResult()))
                .isZero();
        school.clock.advance(Duration.ofHours(13));
        assertThat(school.consent.erasure().sweep().done()).isEqualTo(ROUNDS);
        assertThat(school.whereIs("planted")).isEmpty();
    }

    @Test
    void nothingRewrittenDuringAWithdrawalStaysForEver() {
        List<Long> pupils = enrol(Reports.class);
        List<Long> rows = evaluations(pupils, "first");
        CountDownLatch found = new CountDownLatch(1);
        CountDownLatch withdrawn = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        List<Throwable> failures = race(
                round -> {
                    school.write(em -> {
                        Evaluation evaluation = em.find(Evaluation.class, rows.get(round));
                        doneIn(0, round, found);
                        pause(round % 4 == 0);
                        awaitIn(0, round, withdrawn);
                        if (evaluation != null) {
                            evaluation.text = "planted";
                        }
                    });
                    doneIn(1, round, written);
                },
                round -> {
                    pause(round % 4 == 1);
                    awaitIn(0, round, found);
                    awaitIn(1, round, written);
                    school.withdraw(pupils.get(round), Reports.class);
                    doneIn(0, round, withdrawn);
                });
        assertThat(failures).allMatch(ConsentRequiredException.class::isInstance);
        assertThat(school.consent.driftedStamps()).isEmpty();
        assertThat(failures.size()).as("both orders came up").isBetween(1, ROUNDS - 1);
        school.clock.advance(Duration.ofHours(13));
        assertThat(school.consent.erasure().sweep().done()).isEqualTo(ROUNDS);
        assertThat(school.whereIs("planted")).isEmpty();
        assertThat(school.whereIs("first")).isEmpty();
    }

    @Test
    void twoWithdrawalsOfOnePersonBothCount() {
        List<Long> pupils = enrol(Reports.class, Contact.class);
        assertThat(race(
                        round -> school.withdraw(pupils.get(round), Reports.class),
                        round -> school.withdraw(pupils.get(round), Contact.class)))
                .isEmpty();
        assertThat(school.sql("select count(*) from consent_obligation where state = 'PENDING'"))
                .containsExactly(String.valueOf(2 * ROUNDS));
        assertThat(school.consent.driftedStamps()).isEmpty();
        // Only the purposes that need no consent are left in force.
        assertThat(school.sql("select distinct mask from consent_subject")).hasSize(1);
    }

    @Test
    void whoAgreesAgainDuringTheSweepLosesEitherEverythingOrNothing() {
        List<Long> pupils = enrol(Reports.class);
        evaluations(pupils, "first");
        assertThat(againstSweep(pupils, pupil -> school.grant(pupil, Reports.class)))
                .isEmpty();
        assertBothOrdersCameUp(pupils);
        assertErasedOrCancelled("first");
        assertThat(school.consent.driftedStamps()).isEmpty();
        school.clock.advance(Duration.ofHours(13));
        assertThat(school.consent.erasure().sweep().done())
                .as("nothing is owed about people who agree")
                .isZero();
        // What was kept can be seen again.
        assertThat(school.<Long>read(em -> em.createQuery("select count(*) from Evaluation", Long.class)
                        .getSingleResult()))
                .isEqualTo(count("select count(*) from consent_obligation where state = 'CANCELLED'"));
    }

    @Test
    void nothingInsertedDuringTheSweepStaysUnlessItMay() {
        List<Long> pupils = enrol(Reports.class);
        evaluations(pupils, "first");
        List<Throwable> failures = againstSweep(
                pupils,
                pupil -> school.write(em -> {
                    boolean agrees = pupil % 2 == 0;
                    if (agrees) {
                        school.decideIn(em, pupil, true, Reports.class);
                    }
                    em.persist(new Evaluation(em.find(Pupil.class, pupil), agrees ? "later" : "planted", 5));
                }));
        int agreeing = (int) pupils.stream().filter(pupil -> pupil % 2 == 0).count();
        assertThat(failures).hasSize(ROUNDS - agreeing).allMatch(ConsentRequiredException.class::isInstance);
        assertThat(school.consent.erasure().sweep().failed()).isZero();
        assertBothOrdersCameUp(pupils);
        assertErasedOrCancelled("first");
        assertThat(school.whereIs("planted")).isEmpty();
        assertThat(count("select count(*) from Evaluation where text = 'later'"))
                .isEqualTo(agreeing);
        assertThat(count("select count(*) from Evaluation_AUD where text = 'later'"))
                .isEqualTo(agreeing);
    }

    /** Data that is all there if the obligation was cancelled, and nowhere if it was met. */
    private void assertErasedOrCancelled(String text) {
        assertThat(count("select count(*) from consent_obligation where state not in ('DONE', 'CANCELLED')"))
                .isZero();
        for (String table : List.of("Evaluation", "Evaluation_AUD")) {
            assertThat(count("select count(*) from consent_obligation o where (o.state = 'CANCELLED') <> exists"
                            + " (select 1 from " + table + " e where e.text = '" + text
                            + "' and e.pupil_id = cast(o.subject_key as bigint))"))
                    .isZero();
        }
    }

    private void assertBothOrdersCameUp(List<Long> pupils) {
        assertThat(count("select count(*) from consent_obligation where state = 'DONE'"))
                .as("both orders came up")
                .isBetween(1L, pupils.size() - 1L);
    }

    @Test
    void aDecisionThatLosesADeadlockTriesAgain() throws Exception {
        school.close();
        // Whoever waits so long looks for a deadlock, once: time enough to close the ring, on a busy machine too.
        school = new School(
                TestDatabase.POSTGRESQL.freshUrl() + "&options=-c%20deadlock_timeout=3s", Map.of(), List.of());
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
                    // Waits of others on the server, and short ones for something else, are none of this.
                    while (school.sql("select 1 from pg_locks l join pg_stat_activity a on a.pid = l.pid"
                                    + " where not l.granted and l.locktype = 'transactionid'"
                                    + " and a.datname = current_database()")
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

    @Test
    void aHoldOnAPersonThatWasPlacedBeforeTheSweepErasesAlwaysWins() {
        List<Long> pupils = enrol(HOLDS_ON_PEOPLE, Reports.class);
        evaluations(pupils, "first");
        assertThat(assertHoldsWin(
                        pupils,
                        pupil -> HoldRequest.person(SubjectId.of(Pupil.class, pupil), HoldBasis.LEGAL_CLAIMS, "case")))
                .isEmpty();
    }

    @Test
    void aHoldOnARowThatWasPlacedBeforeTheSweepErasesAlwaysWins() {
        List<Long> pupils = enrol(HOLDS_ON_ROWS, Reports.class);
        List<Long> rows = evaluations(pupils, "first");
        assertThat(assertHoldsWin(
                        pupils,
                        pupil -> HoldRequest.row(
                                Evaluation.class, rows.get(pupils.indexOf(pupil)), HoldBasis.LEGAL_CLAIMS, "case")))
                .allSatisfy(failure -> assertThat(failure)
                        .as("a row that is gone cannot be held")
                        .isInstanceOfSatisfying(
                                HoldRefusedException.class,
                                refused -> assertThat(refused.reason())
                                        .isEqualTo(HoldRefusedException.Reason.UNKNOWN_ROW)));
    }

    @Test
    void aHoldOnATypeThatWasPlacedBeforeTheSweepErasesAlwaysWins() {
        List<Long> pupils = enrol(HOLDS_ON_TYPES, Reports.class);
        evaluations(pupils, "first");
        int kept = 0;
        for (int round = 0; round < pupils.size(); round++) {
            school.withdraw(pupils.get(round), Reports.class);
            school.clock.advance(Duration.ofHours(13));
            CountDownLatch held = new CountDownLatch(1);
            boolean sweepLast = round == 0;
            boolean sweepLate = round % 4 == 0;
            CompletableFuture<Void> sweep = CompletableFuture.runAsync(
                    () -> {
                        if (sweepLast) {
                            await(held);
                        }
                        pause(sweepLate);
                        assertThat(school.consent.erasure().sweep().failed()).isZero();
                    },
                    threads);
            if (round == 1) {
                sweep.join();
            }
            pause(round % 4 == 1);
            Hold hold = school.consent
                    .erasure()
                    .holds()
                    .place(HoldRequest.type(Evaluation.class, HoldBasis.LEGAL_CLAIMS, "case"));
            held.countDown();
            // From here on nothing may go any more, neither of this round nor what was held in the one before.
            String there = "select count(*) from Evaluation";
            long seen = count(there);
            sweep.join();
            assertThat(count(there)).isEqualTo(seen);
            assertThat(school.consent.erasure().sweep().done()).isZero();
            assertThat(count(there)).isEqualTo(seen);
            long open = count("select count(*) from consent_obligation where state = 'HELD'");
            assertThat(seen).isEqualTo(pupils.size() - round - 1 + open);
            kept += open > 0 ? 1 : 0;
            school.consent.erasure().holds().release(hold.id());
        }
        assertThat(kept).as("both orders came up").isBetween(1, HOLDS_ON_TYPES - 1);
        school.consent.erasure().sweep();
        assertThat(count("select count(*) from consent_obligation where state <> 'DONE'"))
                .isZero();
        assertThat(school.whereIs("first")).isEmpty();
    }

    /**
     * Places a hold on something of each of them during the sweep: whatever was there when it was placed stays. Returns
     * why holds were refused.
     */
    private List<Throwable> assertHoldsWin(List<Long> pupils, Function<Long, HoldRequest> request) {
        Map<Long, Long> seen = new ConcurrentHashMap<>();
        List<Throwable> refused = againstSweep(pupils, pupil -> {
            school.consent.erasure().holds().place(request.apply(pupil));
            // From here on nothing of it may go any more.
            seen.put(pupil, rows(pupil));
        });
        assertThat(seen).hasSize(pupils.size() - refused.size());
        assertBothOrdersCameUp(pupils);
        assertThat(school.consent.erasure().sweep().done()).isZero();
        seen.forEach((pupil, rows) -> assertThat(rows(pupil)).isEqualTo(rows));
        assertThat(count("select count(*) from consent_obligation o where (o.state = 'HELD') <> exists"
                        + " (select 1 from Evaluation e where e.pupil_id = cast(o.subject_key as bigint))"))
                .isZero();
        assertThat(count("select count(*) from consent_obligation where state not in ('HELD', 'DONE')"))
                .isZero();
        return refused;
    }

    /** How many rows of somebody there are, hidden ones too. */
    private long rows(Long pupil) {
        return school.read(em -> em.unwrap(Session.class).doReturningWork(connection -> {
            try (PreparedStatement count =
                    connection.prepareStatement("select count(*) from Evaluation where pupil_id = ?")) {
                count.setLong(1, pupil);
                ResultSet rows = count.executeQuery();
                rows.next();
                return rows.getLong(1);
            }
        }));
    }

    private static void touch(EntityManager em, Long evaluation) {
        em.createQuery("update Evaluation e set e.score = 9 where e.id = :id")
                .setParameter("id", evaluation)
                .executeUpdate();
    }

    private long count(String query) {
        return Long.parseLong(school.sql(query).get(0));
    }

    /** People who agree to purposes, one for each round. */
    private List<Long> enrol(Class<?>... purposes) {
        return enrol(ROUNDS, purposes);
    }

    private List<Long> enrol(int many, Class<?>... purposes) {
        List<Long> pupils = new ArrayList<>();
        for (int from = 0; from < many; from += TOGETHER) {
            List<Pupil> some = new ArrayList<>();
            school.write(em -> {
                for (int i = 0; i < TOGETHER; i++) {
                    Pupil pupil = new Pupil("Pupil");
                    em.persist(pupil);
                    some.add(pupil);
                }
            });
            school.write(em -> some.forEach(pupil -> school.decideIn(em, pupil.id, true, purposes)));
            some.forEach(pupil -> pupils.add(pupil.id));
        }
        return pupils;
    }

    private List<Long> evaluations(List<Long> pupils, String text) {
        List<Evaluation> rows = new ArrayList<>();
        for (int from = 0; from < pupils.size(); from += TOGETHER) {
            List<Long> some = pupils.subList(from, from + TOGETHER);
            school.write(em -> some.forEach(pupil -> {
                Evaluation row = new Evaluation(em.find(Pupil.class, pupil), text, 5);
                em.persist(row);
                rows.add(row);
            }));
        }
        return rows.stream().map(row -> row.id).toList();
    }

    /**
     * Some withdraw and may be erased; then a sweep and the work of each of them begin at the same moment. Once the sweep
     * waits for most of the others, and once they wait for it, so that both orders come up on any machine.
     */
    private List<Throwable> againstSweep(List<Long> pupils, Consumer<Long> work) {
        List<Throwable> failures = new ArrayList<>();
        for (int from = 0; from < pupils.size(); from += TOGETHER) {
            List<Long> some = pupils.subList(from, from + TOGETHER);
            school.write(em -> some.forEach(pupil -> school.decideIn(em, pupil, false, Reports.class)));
            school.clock.advance(Duration.ofHours(13));
            // More than half, so that whatever only every other of them does has been done.
            CountDownLatch sweepMay = new CountDownLatch(from == 0 ? TOGETHER / 2 + 1 : 0);
            CountDownLatch othersMay = new CountDownLatch(from == TOGETHER ? 1 : 0);
            List<List<Runnable>> lanes = new ArrayList<>();
            lanes.add(List.of(() -> {
                await(sweepMay);
                int failed = school.consent.erasure().sweep().failed();
                othersMay.countDown();
                assertThat(failed).isZero();
            }));
            for (int lane = 0; lane < LANES; lane++) {
                List<Runnable> works = new ArrayList<>();
                for (int i = lane; i < TOGETHER; i += LANES) {
                    Long pupil = some.get(i);
                    works.add(() -> {
                        await(othersMay);
                        try {
                            work.accept(pupil);
                        } finally {
                            sweepMay.countDown();
                        }
                    });
                }
                lanes.add(works);
            }
            failures.addAll(atOnce(lanes));
        }
        return failures;
    }

    /** Runs both works of each round at the same moment, some rounds beside each other. */
    private List<Throwable> race(IntConsumer one, IntConsumer other) {
        List<List<Runnable>> lanes = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            CyclicBarrier meet = new CyclicBarrier(2);
            for (IntConsumer work : List.of(one, other)) {
                List<Runnable> works = new ArrayList<>();
                for (int i = lane; i < ROUNDS; i += LANES) {
                    int round = i;
                    works.add(() -> {
                        await(meet);
                        work.accept(round);
                    });
                }
                lanes.add(works);
            }
        }
        return atOnce(lanes);
    }

    /** Lets all lanes begin at the same moment and returns the root causes of what failed in them. */
    private List<Throwable> atOnce(List<List<Runnable>> lanes) {
        CyclicBarrier start = new CyclicBarrier(lanes.size());
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> running = lanes.stream()
                .map(works -> CompletableFuture.runAsync(
                        () -> {
                            await(start);
                            works.forEach(work -> {
                                try {
                                    work.run();
                                } catch (RuntimeException | AssertionError failed) {
                                    failures.add(root(failed));
                                }
                            });
                        },
                        threads))
                .toList();
        running.forEach(CompletableFuture::join);
        return failures;
    }

    private static Throwable root(Throwable failed) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            throw new IllegalStateException(alone);
        }
    }

    /** In one round the other side comes first for certain, so that both orders come up on any machine. */
    private static void awaitIn(int certain, int round, CountDownLatch other) {
        if (round == certain) {
            await(other);
        }
    }

    private static void doneIn(int certain, int round, CountDownLatch done) {
        if (round == certain) {
            done.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException alone) {
            throw new IllegalStateException(alone);
        }
    }

    private static void pause(boolean late) {
        if (late) {
            LockSupport.parkNanos(10_000_000);
        }
    }
}
