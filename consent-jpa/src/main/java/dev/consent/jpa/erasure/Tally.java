package dev.consent.jpa.erasure;

import dev.consent.erasure.Receipt;
import dev.consent.erasure.SweepReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Running totals of one sweep. */
final class Tally {
    int done;
    int cancelled;
    int held;
    int failed;
    long expiredRows;
    boolean paused;

    /** Whether another version of the application came while this node swept. */
    boolean changed;

    /** What is left to nodes of newer versions of the application. */
    Models.Left left = Models.Left.NOTHING;

    final List<Receipt> receipts = new ArrayList<>();

    /** Obligations that are met in several transactions. */
    final List<Long> large = new ArrayList<>();

    /** Whether the one that is met in several transactions needs another one. */
    boolean unfinished;

    /** When the first of those that were claimed has to be met. */
    @Nullable
    Instant earliestDue;

    void add(Tally other) {
        done += other.done;
        cancelled += other.cancelled;
        held += other.held;
        failed += other.failed;
        expiredRows += other.expiredRows;
        paused |= other.paused;
        changed |= other.changed;
        receipts.addAll(other.receipts);
    }

    /** How many obligations came to an end, in whatever way. */
    int ended() {
        return done + cancelled + held;
    }

    SweepReport report() {
        return new SweepReport(
                done,
                cancelled,
                held,
                failed,
                expiredRows,
                paused,
                !left.causes().isEmpty(),
                receipts);
    }
}
