package dev.consent.jpa.erasure;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What one erasing transaction did.
 *
 * @param counts rows that were deleted, blanked or redacted, per table
 * @param elements how many rows or values were due, for a term; 0 means that nothing is left
 * @param keptBack people of whom a hold keeps something back, by key
 * @param keptUntil people of whom something stays for now although its purpose has ended, by key, and when to come back
 */
record Erased(Map<String, Long> counts, int elements, Set<String> keptBack, Map<String, Instant> keptUntil) {

    Erased {
        keptBack = Set.copyOf(keptBack);
        counts = Map.copyOf(counts);
        keptUntil = Map.copyOf(keptUntil);
    }
}
