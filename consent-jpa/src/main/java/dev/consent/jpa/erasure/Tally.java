package dev.consent.jpa.erasure;

import dev.consent.erasure.Receipt;
import dev.consent.erasure.SweepReport;
import java.util.ArrayList;
import java.util.List;

/** Running totals of one sweep. */
final class Tally {
    int done;
    int cancelled;
    int failed;
    long expiredRows;
    final List<Receipt> receipts = new ArrayList<>();

    void add(Tally other) {
        done += other.done;
        cancelled += other.cancelled;
        failed += other.failed;
        expiredRows += other.expiredRows;
        receipts.addAll(other.receipts);
    }

    SweepReport report() {
        return new SweepReport(done, cancelled, failed, expiredRows, receipts);
    }
}
