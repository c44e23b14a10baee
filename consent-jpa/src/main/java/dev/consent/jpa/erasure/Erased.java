package dev.consent.jpa.erasure;

import java.time.Instant;
import java.util.Map;

/**
 * What one erasing transaction did.
 *
 * @param counts rows that were deleted, blanked or redacted, per table
 * @param elements how many rows or values were due, for a term; 0 means that nothing is left
 * @param keptUntil people of whom something stays for now although its purpose has ended, by key, and when to come back
 */
record Erased(Map<String, Long> counts, int elements, Map<String, Instant> keptUntil) {

    Erased {
        counts = Map.copyOf(counts);
        keptUntil = Map.copyOf(keptUntil);
    }
}
