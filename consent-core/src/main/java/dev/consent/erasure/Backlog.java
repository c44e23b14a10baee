package dev.consent.erasure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be erased.
 *
 * @param pending how many obligations are open, failed ones included
 * @param overdue how many of them are past their due time
 * @param failing how many of them have failed at least once
 * @param oldestDue the due time of the one that is due first, or {@code null} when none is open
 */
public record Backlog(
        long pending, long overdue, long failing, @Nullable Instant oldestDue) {}
