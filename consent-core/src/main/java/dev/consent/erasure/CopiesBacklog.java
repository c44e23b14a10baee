package dev.consent.erasure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many batches of copies outside the database are still to be erased.
 *
 * @param waiting how many there are
 * @param failing how many of them have failed at least once
 * @param overdue how many of them are past their due time
 * @param oldestDue when the first of them is due, or {@code null} when there is none
 */
public record CopiesBacklog(
        long waiting, long failing, long overdue, @Nullable Instant oldestDue) {

    /** Nothing. */
    public static final CopiesBacklog NONE = new CopiesBacklog(0, 0, 0, null);
}
