package dev.consent.evidence;

import java.util.List;

/**
 * What a walk along a chain of records found, of which each holds the hash of the one before.
 *
 * @param links how many links there are
 * @param lastHash the hash at the end of the chain; noted elsewhere, it proves later that nobody made up another chain
 * @param faults what does not fit: links in the order of the chain, then what they are about; at most
 *     {@value #MOST_FAULTS}
 */
public record ChainCheck(long links, String lastHash, List<Fault> faults) {

    /** How many faults are named at most. */
    public static final int MOST_FAULTS = 100;

    public ChainCheck {
        faults = List.copyOf(faults);
    }

    /** Whether everything is there as it was written, and nothing else. */
    public boolean intact() {
        return faults.isEmpty();
    }

    /** What is wrong. */
    public enum Kind {
        /** It does not say what it said, or does not follow the one before; then the one before may be the culprit. */
        CHANGED,
        /** It, and perhaps more after it, is gone. */
        REMOVED,
        /** It was never written by consent. */
        INSERTED
    }

    /**
     * One fault.
     *
     * @param item what it is about, by number, such as {@code receipt 12}; nothing in it is personal
     */
    public record Fault(Kind kind, String item) {}
}
