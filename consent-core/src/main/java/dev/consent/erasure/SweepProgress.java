package dev.consent.erasure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a sweep has come.
 *
 * @param done how many obligations it has met
 * @param cancelled how many turned out not to be owed any more
 * @param held how many it left alone because of a hold
 * @param failed how many could not be met
 * @param expiredRows how many rows went because their term was over
 * @param left about how many obligations are left, for all nodes together
 * @param perSecond how many obligations this sweep has brought to an end per second so far
 * @param expectedEnd when none will be left at this rate, or {@code null} while that cannot be told
 */
public record SweepProgress(
        int done,
        int cancelled,
        int held,
        int failed,
        long expiredRows,
        long left,
        double perSecond,
        @Nullable Instant expectedEnd) {}
