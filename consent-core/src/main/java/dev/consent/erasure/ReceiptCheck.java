package dev.consent.erasure;

import java.util.List;

/**
 * What a walk along the chain of receipts found.
 *
 * @param receipts how many receipts there are
 * @param lastHash the hash at the end of the chain; noted elsewhere, it proves later that nobody made up another chain
 * @param faults what does not fit, in the order of the chain; at most {@value #MOST_FAULTS}
 */
public record ReceiptCheck(long receipts, String lastHash, List<Fault> faults) {

    /** How many faults are named at most. */
    public static final int MOST_FAULTS = 100;

    public ReceiptCheck {
        faults = List.copyOf(faults);
    }

    /** Whether every receipt is there as it was written, and no other. */
    public boolean intact() {
        return faults.isEmpty();
    }

    /** What is wrong with a receipt. */
    public enum Kind {
        /** It does not say what it said, or does not follow the one before; then the one before may be the culprit. */
        CHANGED,
        /** It, and perhaps more after it, is gone. */
        REMOVED,
        /** It was never written by a sweep. */
        INSERTED
    }

    /**
     * One fault.
     *
     * @param receipt the number of the receipt
     */
    public record Fault(Kind kind, long receipt) {}
}
