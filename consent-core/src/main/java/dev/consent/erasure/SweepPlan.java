package dev.consent.erasure;

import java.util.Map;

/**
 * What the next sweep would do, as far as it can be told now.
 *
 * @param obligations how many obligations it would meet
 * @param held how many it would leave alone because of a hold, wholly or in part
 * @param rows per table how many rows would be deleted, blanked or redacted; tables without any are left out
 * @param expiredRows per entity how many rows would go because their term is over
 */
public record SweepPlan(long obligations, long held, Map<String, Long> rows, Map<String, Long> expiredRows) {

    public SweepPlan {
        rows = Map.copyOf(rows);
        expiredRows = Map.copyOf(expiredRows);
    }
}
