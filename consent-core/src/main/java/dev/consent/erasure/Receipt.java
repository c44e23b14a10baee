package dev.consent.erasure;

import java.time.Instant;
import java.util.Map;

/**
 * Proof that an erasure was done: counts, rule and time. It holds no personal value and no key of a person.
 *
 * @param id the number of the receipt
 * @param rule what was erased: the code of the purpose that ended, or the entity whose term was over
 * @param subjects how many people it concerned; 0 when rows went because their term was over
 * @param rows per table how many rows were deleted, blanked or redacted; tables without any are left out
 * @param finishedAt when the erasing transaction did its work
 */
public record Receipt(long id, String rule, int subjects, Map<String, Long> rows, Instant finishedAt) {

    public Receipt {
        rows = Map.copyOf(rows);
    }
}
