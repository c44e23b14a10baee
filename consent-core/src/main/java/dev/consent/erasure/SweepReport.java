package dev.consent.erasure;

import java.util.List;

/**
 * What one sweep did.
 *
 * @param done how many obligations were met
 * @param cancelled how many turned out not to be owed any more
 * @param failed how many could not be met and are tried again later
 * @param expiredRows how many rows went because their term was over
 * @param receipts one per transaction that erased something
 */
public record SweepReport(int done, int cancelled, int failed, long expiredRows, List<Receipt> receipts) {

    public SweepReport {
        receipts = List.copyOf(receipts);
    }
}
