package dev.consent.jpa.month;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.jpa.transaction.OwnTransactions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/**
 * Two thousand parents and thirty days. The published share of parents who withdraw, 0.4 %, withdraw every single day;
 * one in five of them has second thoughts within hours. Three nodes sweep every quarter of an hour, each at its own time.
 * Every fifth of their sweeps that has something to do, and every tenth decision, is struck down at a random statement, and
 * the node with it, for up to two hours; once all of them are down for ten. See docs/erasure.md for what comes of it.
 *
 * <p>Of the sweeps that have nothing to do only some are made, as there are nine thousand.
 */
class MonthTest {

    private static final int PARENTS = 2_000;
    private static final int DAYS = 30;
    private static final double WITHDRAWN_PER_DAY = 0.004;
    private static final int NODES = 3;
    private static final int TOGETHER = 20;

    /** A node sweeps at every third of these, so every quarter of an hour. */
    private static final Duration TICK = Duration.ofMinutes(5);

    private static final int TICKS_PER_HOUR = 12;
    private static final int TICKS_PER_DAY = 24 * TICKS_PER_HOUR;

    private static final int OUTAGE = 17 * TICKS_PER_DAY + 9 * TICKS_PER_HOUR;
    private static final int OUTAGE_TICKS = 10 * TICKS_PER_HOUR;

    /** More than a sweep with something to do takes; where fewer are left, it comes to its end. */
    private static final int STATEMENTS_OF_A_SWEEP = 45;

    private static final int STATEMENTS_OF_A_DECISION = 12;

    private final Random random = new Random(20_261_126);
    private final String url = TestDatabase.H2.freshUrl();
    private final Node[] nodes = new Node[NODES];
    private final Deque<Long> agreeing = new ArrayDeque<>();
    private final List<Errand> errands = new ArrayList<>();
    private Connection auditor;
    private int struckSweeps;
    private int struckDecisions;

    /** What a parent wants to do, and from which tick on. */
    private record Errand(int tick, Long pupil, boolean withdraws) {}

    /** One of the processes, and until which tick it is down. */
    private static final class Node {
        private final Crash crash = new Crash();
        private School school;
        private int down;
    }

    @Test
    void everyWithdrawalIsErasedWithinADayThroughCrashesAndSecondThoughts() throws SQLException {
        try (Connection past = DriverManager.getConnection(url)) {
            auditor = past;
            for (int node = 0; node < NODES; node++) {
                nodes[node] = new Node();
                start(nodes[node], node == 0 ? "update" : "none");
            }
            plant();
            for (int tick = 0; tick < (DAYS + 2) * TICKS_PER_DAY; tick++) {
                for (Node node : nodes) {
                    node.school.clock.advance(TICK);
                }
                if (tick == OUTAGE) {
                    restartAll(tick);
                }
                decide(tick);
                sweep(nodes[tick % NODES], tick);
                if (tick % TICKS_PER_DAY == 0) {
                    assertHiddenAndOwedAgree();
                }
            }
            assertHiddenAndOwedAgree();
            tell(minutesToErased());
        } finally {
            for (Node node : nodes) {
                if (node != null) {
                    node.school.close();
                }
            }
        }
    }

    private void start(Node node, String tables) {
        node.school = new School(
                url,
                Map.of(
                        "hibernate.session_factory.statement_inspector",
                        node.crash,
                        "hibernate.hbm2ddl.auto",
                        tables,
                        "hibernate.connection.pool_size",
                        "3"),
                List.of());
    }

    /** All processes end, and come up hours later with nothing in memory. */
    private void restartAll(int tick) {
        for (Node node : nodes) {
            Duration ahead = node.school.clock.ahead();
            node.school.close();
            start(node, "none");
            node.school.clock.advance(ahead);
            node.down = tick + OUTAGE_TICKS;
        }
    }

    private void plant() {
        School school = nodes[0].school;
        for (int i = 0; i < PARENTS; i += TOGETHER) {
            List<Pupil> some = new ArrayList<>();
            school.write(em -> {
                for (int j = 0; j < TOGETHER; j++) {
                    Pupil pupil = new Pupil("Pupil");
                    em.persist(pupil);
                    some.add(pupil);
                }
            });
            school.write(em -> school.consent.decide(
                    em,
                    some.stream()
                            .map(pupil -> Decision.given(
                                    SubjectId.of(Pupil.class, pupil.id), Reports.class, Grantor.parent(7)))
                            .toList()));
            school.write(em -> some.forEach(
                    pupil -> em.persist(new Evaluation(em.getReference(Pupil.class, pupil.id), "planted", 5))));
            some.forEach(pupil -> agreeing.add(pupil.id));
        }
    }

    private void decide(int tick) {
        if (tick < DAYS * TICKS_PER_DAY && random.nextDouble() < PARENTS * WITHDRAWN_PER_DAY / TICKS_PER_DAY) {
            errands.add(new Errand(tick, agreeing.removeFirst(), true));
        }
        for (Errand errand : List.copyOf(errands)) {
            Node node = nodes[random.nextInt(NODES)];
            if (errand.tick() <= tick && node.down <= tick) {
                errands.remove(errand);
                decide(node, errand, tick);
            }
        }
    }

    private void decide(Node node, Errand errand, int tick) {
        boolean withdraws = errand.withdraws();
        try {
            if (random.nextInt(10) == 0) {
                node.crash.after(random.nextInt(STATEMENTS_OF_A_DECISION));
            }
            OwnTransactions.run(
                    node.school.factory.unwrap(SessionFactory.class),
                    em -> node.school.decideIn(em, errand.pupil(), !withdraws, Reports.class));
            if (!withdraws) {
                agreeing.addLast(errand.pupil());
            } else if (random.nextInt(5) == 0) {
                errands.add(new Errand(tick + 1 + random.nextInt(10 * TICKS_PER_HOUR), errand.pupil(), false));
            }
        } catch (Crash.Struck gone) {
            struckDecisions++;
            goDown(node, tick);
            errands.add(errand); // who sees an error tries again
        } finally {
            node.crash.never();
        }
    }

    private void sweep(Node node, int tick) {
        if (node.down > tick) {
            return;
        }
        boolean work = count("select count(*) from consent_obligation where state = 'PENDING' and next_attempt_at <= '"
                        + node.school.clock.instant() + "'")
                > 0;
        if (!work && random.nextInt(100) > 0) {
            return;
        }
        try {
            if (work && random.nextInt(5) == 0) {
                node.crash.after(random.nextInt(STATEMENTS_OF_A_SWEEP));
            }
            assertThat(node.school.consent.erasure().sweep().failed()).isZero();
        } catch (Crash.Struck gone) {
            struckSweeps++;
            goDown(node, tick);
        } finally {
            node.crash.never();
        }
    }

    private void goDown(Node node, int tick) {
        node.down = tick + 1 + random.nextInt(2 * TICKS_PER_HOUR);
    }

    private void assertHiddenAndOwedAgree() {
        School school = nodes[0].school;
        assertThat(school.consent.erasure().backlog().overdue()).isZero();
        long withdrawn = PARENTS
                - school.<Long>read(em -> em.createQuery("select count(*) from Evaluation", Long.class)
                        .getSingleResult());
        assertThat(count("select count(*) from consent_obligation where state in ('PENDING', 'DONE')"))
                .as("who is hidden is owed to, or was")
                .isEqualTo(withdrawn);
        assertThat(count("select count(*) from consent_obligation where state not in ('PENDING', 'DONE', 'CANCELLED')"))
                .isZero();
        for (String there : List.of("Evaluation", "Evaluation_AUD where text is not null")) {
            assertThat(count("select count(*) from " + there))
                    .isEqualTo(PARENTS - count("select count(*) from consent_obligation where state = 'DONE'"));
        }
    }

    private List<Long> minutesToErased() {
        return nodes[0]
                .school
                .sql("select datediff('MINUTE', o.requested_at, r.finished_at) as took from consent_obligation o"
                        + " join consent_receipt r on r.id = o.receipt_id where o.state = 'DONE' order by took")
                .stream()
                .map(Long::valueOf)
                .toList();
    }

    private void tell(List<Long> minutes) {
        long cancelled = count("select count(*) from consent_obligation where state = 'CANCELLED'");
        System.out.printf(
                Locale.ROOT,
                "A month of %,d parents: %d withdrawals erased, %d taken back, %d sweeps and %d decisions struck%n"
                        + "| from withdrawal to erased | withdrawals |%n| --- | --- |%n",
                PARENTS,
                minutes.size(),
                cancelled,
                struckSweeps,
                struckDecisions);
        long[] hours = {12, 13, 14, 16, 20, 24};
        IntStream.range(1, hours.length)
                .forEach(i -> System.out.printf(
                        Locale.ROOT,
                        "| %d to %d hours | %d |%n",
                        hours[i - 1],
                        hours[i],
                        minutes.stream()
                                .filter(took -> took >= 60 * hours[i - 1] && took < 60 * hours[i])
                                .count()));
        System.out.printf(
                Locale.ROOT,
                "shortest %s, median %s, 95 %% within %s, longest %s%n",
                time(minutes.get(0)),
                time(minutes.get(minutes.size() / 2)),
                time(minutes.get(minutes.size() * 95 / 100)),
                time(minutes.get(minutes.size() - 1)));

        assertThat(count("select count(*) from consent_obligation where state = 'PENDING'"))
                .isZero();
        assertThat(minutes).hasSizeGreaterThan(150).allMatch(took -> took < 24 * 60);
        assertThat(minutes.get(0)).as("nobody loses the time to think again").isGreaterThanOrEqualTo(12 * 60);
        assertThat(minutes.get(minutes.size() / 2)).isLessThanOrEqualTo(12 * 60 + 30);
        assertThat(minutes.get(minutes.size() - 1)).as("the outage was felt").isGreaterThan(14 * 60);
        assertThat(cancelled).isGreaterThan(20);
        assertThat(struckSweeps).isGreaterThan(20);
        assertThat(struckDecisions).isGreaterThan(10);
        assertThat(nodes[0].school.consent.erasure().checkReceipts().intact()).isTrue();
    }

    private static String time(long minutes) {
        return "%d:%02d".formatted(minutes / 60, minutes % 60);
    }

    private long count(String query) {
        try (Statement statement = auditor.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
