package dev.consent.jpa.erasure;

import java.util.List;

/**
 * Grants that are over and not closed yet: their data is hidden, but not owed to be erased before they are.
 *
 * @param counts expressions of queries that count those that may be over at {@code :now}; where none does, none is
 * @param close closes them, in transactions of its own
 */
public record Lapses(List<String> counts, Runnable close) {

    public Lapses {
        counts = List.copyOf(counts);
    }
}
