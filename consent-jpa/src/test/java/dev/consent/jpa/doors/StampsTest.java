package dev.consent.jpa.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.PersonalData;
import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;

/**
 * What could part a row from the mask of its person, who writes at the same moment or past Hibernate. Rows that are not
 * stamped have no copy that could differ, and the same must hold of them.
 */
@DisplayName("Stamps")
class StampsTest extends Chapter {

    /** In each kind of session, and so a thousand times on each ground. */
    private static final int ROUNDS = 500;

    private static final int TOGETHER = 50;

    private School school;

    /** Not audited, because Envers follows no collections of what a stateless session inserts, and this has none. */
    @Entity(name = "Memo")
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Memo {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String text;

        protected Memo() {}

        Memo(Pupil pupil, String text) {
            this.pupil = pupil;
            this.text = text;
        }
    }

    @BeforeEach
    void open() {
        Map<String, Object> settings = new HashMap<>(Estate.WITHOUT_CACHES);
        settings.put("consent.guards", ground.guards());
        school = new School(ground.database(), settings, List.of(Memo.class));
    }

    @AfterEach
    void close() {
        school.close();
    }

    private boolean stamped() {
        return ground.guards().equals("stamped");
    }

    private List<Long> agreeing(int number) {
        List<Long> pupils = school.read(em -> {
            List<Long> ids = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                Pupil pupil = new Pupil("Ann");
                em.persist(pupil);
                ids.add(pupil.id);
            }
            return ids;
        });
        school.write(em -> pupils.forEach(id -> school.decideIn(em, id, true, Reports.class, Contact.class)));
        return pupils;
    }

    private Long evaluate(Long pupil, String text) {
        return school.read(em -> {
            Evaluation evaluation = new Evaluation(em.find(Pupil.class, pupil), text, 5);
            em.persist(evaluation);
            return evaluation.id;
        });
    }

    /** The texts that both kinds of session show, which must be the same. */
    private List<String> texts() {
        String query = "select e.text from Evaluation e order by e.id";
        places.add(Place.SESSION);
        List<String> seen =
                school.read(em -> em.createQuery(query, String.class).getResultList());
        places.add(Place.STATELESS);
        assertThat(school.<List<String>>stateless(
                        session -> session.createQuery(query, String.class).getResultList()))
                .isEqualTo(seen);
        return seen;
    }

    @Door(number = 93, name = "insert racing a withdrawal, in both orders", row = "refused, or hidden and erased")
    void insertRacingWithdrawal() {
        List<Long> pupils = agreeing(2 * ROUNDS);
        int refused = race(
                pupils.subList(0, ROUNDS),
                pupil -> school.write(em -> em.persist(new Evaluation(em.find(Pupil.class, pupil), "planted", 5))));
        refused += race(
                pupils.subList(ROUNDS, 2 * ROUNDS),
                pupil -> school.<Object>stateless(
                        session -> session.insert(new Memo(session.get(Pupil.class, pupil), "planted"))));
        assertThat(texts()).isEmpty();
        assertThat(school.<List<String>>stateless(
                        session -> session.createQuery("select m.text from Memo m", String.class)
                                .getResultList()))
                .isEmpty();
        assertThat(school.consent.driftedStamps()).isEmpty();
        assertThat(school.sql("select (select count(*) from Evaluation) + (select count(*) from Memo)"))
                .containsExactly("" + (2 * ROUNDS - refused));
        school.clock.advance(Duration.ofHours(13));
        school.consent.erasure().sweep();
        assertThat(school.whereIs("planted")).isEmpty();
    }

    private interface Write {
        void about(Long pupil);
    }

    /** Lets everybody be written about and withdraw at the same moment; returns how many writes were refused. */
    private int race(List<Long> pupils, Write write) {
        CyclicBarrier meet = new CyclicBarrier(2);
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch withdrawn = new CountDownLatch(1);
        List<Throwable> failures = new ArrayList<>();
        CompletableFuture<Void> writing = lane(pupils.size(), meet, round -> {
            if (round == 0) {
                await(withdrawn); // in one round each comes first for certain
            }
            pause(round % 4 == 2);
            try {
                write.about(pupils.get(round));
            } catch (RuntimeException refused) {
                failures.add(root(refused));
            }
            if (round == 1) {
                written.countDown();
            }
        });
        CompletableFuture<Void> withdrawing = lane(pupils.size(), meet, round -> {
            if (round == 1) {
                await(written);
            }
            pause(round % 4 == 3);
            school.withdraw(pupils.get(round), Reports.class);
            if (round == 0) {
                withdrawn.countDown();
            }
        });
        writing.join();
        withdrawing.join();
        assertThat(failures).allMatch(ConsentRequiredException.class::isInstance);
        assertThat(failures.size()).as("both orders came up").isBetween(1, pupils.size() - 1);
        return failures.size();
    }

    private static Throwable root(Throwable failed) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static CompletableFuture<Void> lane(int rounds, CyclicBarrier meet, IntConsumer work) {
        return CompletableFuture.runAsync(() -> {
            for (int round = 0; round < rounds; round++) {
                try {
                    meet.await(1, TimeUnit.MINUTES);
                } catch (Exception alone) {
                    throw new IllegalStateException(alone);
                }
                work.accept(round);
            }
        });
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
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Door(number = 94, name = "subject of a row changed", row = "shown as the new person wants, or not changed")
    void movedRow() {
        List<Long> pupils = agreeing(3);
        Long first = evaluate(pupils.get(0), "first");
        Long second = evaluate(pupils.get(0), "second");
        school.withdraw(pupils.get(2), Reports.class);
        school.write(em -> em.find(Evaluation.class, first).pupil = em.find(Pupil.class, pupils.get(1)));
        moveStateless(second, pupils.get(1));
        school.withdraw(pupils.get(0), Reports.class);
        assertThat(texts()).containsExactly("first", "second");
        assertThatThrownBy(() -> school.write(
                        em -> em.find(Evaluation.class, first).pupil = em.find(Pupil.class, pupils.get(2))))
                .hasRootCauseInstanceOf(ConsentException.class);
        assertThatThrownBy(() -> moveStateless(second, pupils.get(2))).isInstanceOf(ConsentException.class);
        assertThat(texts()).containsExactly("first", "second");
        school.withdraw(pupils.get(1), Reports.class);
        assertThat(texts()).isEmpty();
        assertThat(school.consent.driftedStamps()).isEmpty();
    }

    private void moveStateless(Long evaluation, Long to) {
        school.<Object>stateless(session -> {
            Evaluation found = session.get(Evaluation.class, evaluation);
            found.pupil = session.get(Pupil.class, to);
            session.update(found);
            return found;
        });
    }

    @Door(
            number = 95,
            name = "row inserted by plain JDBC",
            row = "hidden; one that is stamped also from who may see it, until it is repaired")
    void rawRow() {
        List<Long> pupils = agreeing(2);
        school.withdraw(pupils.get(1), Reports.class);
        for (int i = 0; i < 2; i++) {
            school.execute("insert into Evaluation (id, pupil_id, text, score) values (" + (900 + i) + ", "
                    + pupils.get(i) + ", 'raw" + i + "', 1)");
        }
        assertThat(texts()).isEqualTo(stamped() ? List.of() : List.of("raw0"));
        assertThat(school.consent.repairStamps()).isEqualTo(stamped() ? 2 : 0);
        assertThat(texts()).containsExactly("raw0");
    }

    @Door(
            number = 96,
            name = "drift",
            row = "found and repaired; rows that are not stamped have nothing that could drift")
    void drift() {
        List<Long> pupils = agreeing(2);
        evaluate(pupils.get(0), "hidden");
        evaluate(pupils.get(1), "shown");
        school.withdraw(pupils.get(0), Reports.class);
        if (!stamped()) {
            assertThat(school.columns("Evaluation")).doesNotContain("consent_mask");
            assertThat(school.consent.driftedStamps()).isEmpty();
            assertThat(school.consent.repairStamps()).isZero();
            assertThat(texts()).containsExactly("shown");
            return;
        }
        school.execute("update Evaluation set consent_mask = 4095 - consent_mask");
        assertThat(school.consent.driftedStamps()).isEqualTo(Map.of("Evaluation", 2L));
        assertThat(school.consent.repairStamps()).isEqualTo(2);
        assertThat(school.consent.driftedStamps()).isEmpty();
        assertThat(texts()).containsExactly("shown");
    }

    @Door(
            number = 97,
            name = "two sessions withdrawing different purposes of one person",
            row = "hidden",
            field = "null")
    void twoWithdrawals() {
        List<Long> pupils = agreeing(TOGETHER);
        school.write(em -> pupils.forEach(id -> {
            Pupil pupil = em.find(Pupil.class, id);
            pupil.email = "mail";
            em.persist(new Evaluation(pupil, "text", 5));
        }));
        CyclicBarrier meet = new CyclicBarrier(2);
        CompletableFuture<Void> one = lane(TOGETHER, meet, round -> school.withdraw(pupils.get(round), Reports.class));
        CompletableFuture<Void> other =
                lane(TOGETHER, meet, round -> school.withdraw(pupils.get(round), Contact.class));
        one.join();
        other.join();
        assertThat(texts()).isEmpty();
        String mails = "select p.email from Pupil p where p.email is not null";
        assertThat(school.<List<String>>read(
                        em -> em.createQuery(mails, String.class).getResultList()))
                .isEmpty();
        assertThat(school.<List<String>>stateless(
                        session -> session.createQuery(mails, String.class).getResultList()))
                .isEmpty();
        assertThat(school.consent.driftedStamps()).isEmpty();
        assertThat(school.sql("select count(*) from consent_record where state = 'WITHDRAWN'"))
                .containsExactly(String.valueOf(2 * TOGETHER));
    }

    @Door(
            number = 98,
            name = "deadlock with an update of the application",
            row = "nothing is half done; tried again on PostgreSQL, and rows that are not stamped keep no decision"
                    + " waiting")
    void deadlock() throws Exception {
        Long pupil = agreeing(1).get(0);
        List<Long> rows = List.of(evaluate(pupil, "one"), evaluate(pupil, "two"));
        CompletableFuture<Void> decision = new CompletableFuture<>();
        @Nullable PersistenceException lost = null;
        try {
            school.write(em -> {
                touch(em, rows.get(1));
                CompletableFuture.runAsync(() -> school.withdraw(pupil, Reports.class))
                        .whenComplete((done, failure) -> {
                            if (failure == null) {
                                decision.complete(null);
                            } else {
                                decision.completeExceptionally(failure);
                            }
                        });
                if (stamped()) {
                    LockSupport.parkNanos(300_000_000);
                    assertThat(decision).isNotDone();
                    touch(em, rows.get(0)); // and now each waits for the other
                } else {
                    decision.orTimeout(30, TimeUnit.SECONDS).join();
                }
            });
        } catch (PersistenceException deadlock) {
            lost = deadlock; // the database chose the application, which has changed nothing
        }
        if (mayBeGivenUp(decision)) {
            assertThat(lost).isNull();
            assertThat(texts()).containsExactly("one", "two");
            assertThat(school.consent.driftedStamps()).isEmpty();
            school.withdraw(pupil, Reports.class);
        }
        assertThat(texts()).isEmpty();
        assertThat(school.consent.driftedStamps()).isEmpty();
        assertThat(school.sql("select state from consent_record where purpose = 'reports'"))
                .containsExactly("WITHDRAWN");
        List<String> scores = school.sql("select score from Evaluation order by id");
        assertThat(scores)
                .isEqualTo(lost != null ? List.of("5", "5") : stamped() ? List.of("6", "6") : List.of("5", "6"));
    }

    /** PostgreSQL lets a decision try again from where it began; others give up the transaction of whoever loses. */
    private boolean mayBeGivenUp(CompletableFuture<Void> decision) throws Exception {
        try {
            decision.get(1, TimeUnit.MINUTES);
            return false;
        } catch (ExecutionException lost) {
            assertThat(lost).hasRootCauseInstanceOf(SQLException.class);
            assertThat(ground.database()).isNotEqualTo(TestDatabase.POSTGRESQL);
            assertThat(stamped()).isTrue();
            return true;
        }
    }

    /** A bulk statement holds rows without asking for anybody's mask. */
    private static void touch(EntityManager em, Long row) {
        em.createQuery("update Evaluation e set e.score = e.score + 1 where e.id = :id")
                .setParameter("id", row)
                .executeUpdate();
    }
}
