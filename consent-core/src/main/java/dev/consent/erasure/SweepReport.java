package dev.consent.erasure;

import java.util.List;

/**
 * What one sweep did.
 *
 * @param done how many obligations were met here; some may await that copies elsewhere go, too
 * @param cancelled how many turned out not to be owed any more
 * @param held how many were left alone because of a hold, wholly or in part
 * @param failed how many could not be met and are tried again later
 * @param expiredRows how many rows went because their term was over
 * @param paused whether it stood still, or stopped, because sweeping is paused
 * @param leftToNewer whether something was left alone because a newer version of the application erases more or less for
 *     the same reason, and nodes of that version were at work lately
 * @param receipts one per transaction that erased something and met an obligation, or removed rows past their term
 */
public record SweepReport(
        int done,
        int cancelled,
        int held,
        int failed,
        long expiredRows,
        boolean paused,
        boolean leftToNewer,
        List<Receipt> receipts) {

    public SweepReport {
        receipts = List.copyOf(receipts);
    }
}
