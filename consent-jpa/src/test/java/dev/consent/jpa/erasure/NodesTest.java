package dev.consent.jpa.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.erasure.SweepReport;
import dev.consent.jpa.database.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several nodes sweep one database at the same time. */
class NodesTest {

    private static final int PEOPLE = 3_000;

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void doTheWorkTogetherAndNothingTwice(int count) throws Exception {
        String url = TestDatabase.POSTGRESQL.freshUrl();
        ExecutorService threads = Executors.newFixedThreadPool(count);
        List<Mail> nodes = new ArrayList<>();
        try {
            for (int node = 0; node < count; node++) {
                nodes.add(new Mail(url, node == 0 ? "create" : "none"));
            }
            Mail any = nodes.get(0);
            any.plant(PEOPLE);
            nodes.forEach(node -> node.clock.advance(Duration.ofHours(13)));
            CyclicBarrier start = new CyclicBarrier(count);
            List<Callable<SweepReport>> sweeps = nodes.stream()
                    .<Callable<SweepReport>>map(node -> () -> {
                        start.await();
                        return node.consent.erasure().sweep();
                    })
                    .toList();
            List<SweepReport> reports = new ArrayList<>();
            for (Future<SweepReport> sweep : threads.invokeAll(sweeps)) {
                reports.add(sweep.get());
            }

            assertThat(reports).allMatch(report -> report.failed() == 0 && report.cancelled() == 0);
            assertThat(reports.stream().mapToInt(SweepReport::done).sum()).isEqualTo(PEOPLE);
            assertThat(reports).filteredOn(report -> report.done() > 0).hasSizeGreaterThan(1);
            assertThat(any.done()).isEqualTo(PEOPLE);
            assertThat(any.halfDone()).isZero();
            assertThat(any.proven()).as("everybody stands in one receipt").isEqualTo(PEOPLE);
            assertThat(any.number("select count(*) from consent_obligation where attempts <> 1"))
                    .isZero();
            assertThat(any.consent.erasure().checkReceipts().intact()).isTrue();
            assertThat(any.whereIs("planted-")).isEmpty();
            assertThat(any.number("select deadlocks from pg_stat_database where datname = current_database()"))
                    .isZero();
        } finally {
            threads.shutdownNow();
            nodes.forEach(Mail::close);
        }
    }

    @Test
    void aPauseStopsAllNodesInTheMiddleAndHoldsThroughARestart() throws Exception {
        String url = TestDatabase.POSTGRESQL.freshUrl();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Mail one = new Mail(url, "create")) {
            one.plant(PEOPLE);
            try (Mail other = new Mail(url, "none")) {
                other.clock.advance(Duration.ofHours(13));
                Future<SweepReport> sweeping =
                        thread.submit(() -> other.consent.erasure().sweep());
                while (one.done() == 0 && !sweeping.isDone()) {
                    Thread.sleep(2);
                }
                one.consent.erasure().pauseSweeping("migration");
                long done = one.done();
                assertThat(sweeping.get().paused()).as("paused in the middle").isTrue();
                assertThat(done).isBetween(1L, PEOPLE - 1L);
                assertThat(one.done()).as("nothing after the call returned").isEqualTo(done);
                assertThat(other.consent.erasure().sweep().paused()).isTrue();
            }
            try (Mail restarted = new Mail(url, "none")) {
                restarted.clock.advance(Duration.ofHours(13));
                SweepReport paused = restarted.consent.erasure().sweep();
                assertThat(paused.paused()).isTrue();
                assertThat(paused.done()).isZero();
                assertThat(restarted.consent.erasure().backlog().paused()).isNotNull();
                assertThat(one.consent.erasure().resumeSweeping()).isTrue();
                assertThat(restarted.consent.erasure().sweep().failed()).isZero();
            }
            assertThat(one.done()).isEqualTo(PEOPLE);
            assertThat(one.proven()).isEqualTo(PEOPLE);
            assertThat(one.halfDone()).isZero();
        } finally {
            thread.shutdownNow();
        }
    }
}
