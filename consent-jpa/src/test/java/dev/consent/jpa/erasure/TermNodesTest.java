package dev.consent.jpa.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.erasure.SweepReport;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.EvaluationLink;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several nodes erase the rows of one term. */
class TermNodesTest {

    private static void plant(School school, int links) {
        Long pupil = school.enrol("Anna");
        school.grant(pupil, Reports.class);
        school.write(em -> {
            Evaluation evaluation = new Evaluation(em.find(Pupil.class, pupil), "text", 7);
            em.persist(evaluation);
            for (int i = 0; i < links; i++) {
                em.persist(new EvaluationLink(evaluation, "planted-" + i, school.clock.instant()));
            }
        });
        school.clock.advance(Duration.ofDays(6));
    }

    @Test
    void countEachRowOnceAndProveItOnce() throws Exception {
        int links = 1_500;
        String url = TestDatabase.POSTGRESQL.freshUrl();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<School> nodes = new ArrayList<>();
        try {
            for (int node = 0; node < 3; node++) {
                nodes.add(new School(url, Map.of("hibernate.hbm2ddl.auto", node == 0 ? "create" : "none"), List.of()));
            }
            plant(nodes.get(0), links);
            nodes.stream().skip(1).forEach(node -> node.clock.advance(Duration.ofDays(6)));
            CyclicBarrier start = new CyclicBarrier(nodes.size());
            List<SweepReport> reports = new ArrayList<>();
            for (Future<SweepReport> sweep : threads.invokeAll(nodes.stream()
                    .<Callable<SweepReport>>map(node -> () -> {
                        start.await();
                        return node.consent.erasure().sweep();
                    })
                    .toList())) {
                reports.add(sweep.get());
            }
            School any = nodes.get(0);
            assertThat(reports).allMatch(report -> report.failed() == 0);
            assertThat(reports.stream().mapToLong(SweepReport::expiredRows).sum())
                    .isEqualTo(links);
            assertThat(any.consent.erasure().checkReceipts().intact()).isTrue();
            assertThat(any.whereIs("planted-")).isEmpty();
            long proven = any.consent.audit().receipts().all().stream()
                    .flatMap(receipt -> receipt.rows().entrySet().stream())
                    .filter(rows -> rows.getKey().equalsIgnoreCase("EvaluationLink"))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            assertThat(proven).isEqualTo(links);
        } finally {
            threads.shutdownNow();
            nodes.forEach(School::close);
        }
    }

    @Test
    void passOverRowsThatSomebodyElseHasLockedAndDoNotCountThem() throws Exception {
        String url = TestDatabase.POSTGRESQL.freshUrl();
        try (School school = new School(url, Map.of(), List.of())) {
            plant(school, 50);
            try (Connection other = DriverManager.getConnection(url)) {
                other.setAutoCommit(false);
                other.createStatement()
                        .executeQuery("select 1 from evaluationlink order by id limit 10 for update")
                        .close();
                assertThat(school.consent.erasure().sweep().expiredRows()).isEqualTo(40);
                other.rollback();
            }
            assertThat(school.consent.erasure().sweep().expiredRows()).isEqualTo(10);
            assertThat(school.consent.erasure().sweep().expiredRows()).isZero();
        }
    }
}
