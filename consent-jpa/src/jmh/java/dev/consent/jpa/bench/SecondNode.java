package dev.consent.jpa.bench;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.jpa.Consent;
import dev.consent.jpa.bench.model.Pupil;
import dev.consent.jpa.bench.model.Purposes;
import dev.consent.jpa.bench.model.RowEvaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.hibernate.SessionFactory;

/** How long after the commit of a withdrawal another node still shows the data. */
final class SecondNode {

    static final String NAME = "SECOND_NODE";

    private static final int WITHDRAWALS = 200;

    private final SessionFactory first;
    private final SessionFactory second;
    private final Consent consent;
    private final Options options;

    /**
     * @param untilHidden from the return of the commit to the end of the first look that sees nothing, in nanoseconds
     * @param tooLate looks that began after the commit and still saw the data
     */
    record Result(Samples untilHidden, int tooLate) {}

    /** One look from the second node. */
    private record Look(long from, long to, boolean seen) {}

    private SecondNode(Options options, SessionFactory first, SessionFactory second) {
        this.options = options;
        this.first = first;
        this.second = second;
        this.consent = Consent.of(first);
    }

    static Result measure(Options options, String url) {
        Unit unit = new Stock(options, url).isStamped() ? Unit.STAMPED : Unit.LOOKUP;
        try (SessionFactory first = unit.open(url);
                SessionFactory second = unit.open(url)) {
            return new SecondNode(options, first, second).measure();
        }
    }

    private Result measure() {
        Keys keys = new Keys(1, Withdrawn.MANY, options, 0);
        List<long[]> times = new ArrayList<>();
        int tooLate = 0;
        for (int i = 0; i < WITHDRAWALS; i++) {
            long row = keys.visibleRow();
            SubjectId pupil = SubjectId.of(Pupil.class, 1 + (row - 1) % options.pupils());
            CountDownLatch seen = new CountDownLatch(1);
            CompletableFuture<List<Look>> looking = CompletableFuture.supplyAsync(() -> look(row, seen));
            await(seen);
            decide(Decision.withdrawn(pupil, Purposes.Reports.class, Grantor.parent(7)));
            long committed = System.nanoTime();
            List<Look> looks = looking.join();
            tooLate += (int) looks.stream()
                    .filter(look -> look.seen() && look.from() > committed)
                    .count();
            times.add(new long[] {Math.max(0, looks.get(looks.size() - 1).to() - committed)});
            decide(Decision.given(pupil, Purposes.Reports.class, Grantor.parent(7)));
        }
        return new Result(new Samples(List.of(NAME), blocks(times)), tooLate);
    }

    private List<Look> look(long row, CountDownLatch seen) {
        List<Look> looks = new ArrayList<>();
        boolean there;
        do {
            long from = System.nanoTime();
            there = second.fromTransaction(session -> session.find(RowEvaluation.class, row)) != null;
            looks.add(new Look(from, System.nanoTime(), there));
            seen.countDown();
        } while (there);
        return looks;
    }

    private void decide(Decision decision) {
        first.inTransaction(session -> consent.decide(session, decision));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<long[][]> blocks(List<long[]> times) {
        List<long[][]> blocks = new ArrayList<>();
        for (int i = 0; i < times.size(); i += 10) {
            blocks.add(times.subList(i, Math.min(i + 10, times.size())).toArray(new long[0][]));
        }
        return blocks;
    }
}
