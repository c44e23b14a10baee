package dev.consent.erasure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be erased, and whether that will be in time.
 *
 * @param pending how many obligations are open and up to the sweep, failed ones included
 * @param held how many a hold stands in the way of; their deadlines stand still
 * @param awaiting how many are met here and wait for a system with derived data
 * @param due how many of the pending the next sweep takes
 * @param overdue how many of the pending and awaiting are past their due time
 * @param failing how many of the pending and awaiting have failed at least once
 * @param overdueRows how many rows are there a day or more after the end of their term, and no hold keeps them
 * @param oldestDue the due time of the pending or awaiting one that is due first, or {@code null} when there is none
 * @param perSecond how many obligations the sweeps of the last day brought to an end per second of work, or
 *     {@code null} when there were none
 * @param lastSweep when a sweep was last at work, or {@code null} when there was none in the last week
 * @param paused why sweeping stands still, or {@code null} when it does not
 * @param copies what is still to be erased outside the database
 * @param willMiss why something that is not overdue yet will be, if things go on as they do, or {@code null}
 */
public record Backlog(
        long pending,
        long held,
        long awaiting,
        long due,
        long overdue,
        long failing,
        long overdueRows,
        @Nullable Instant oldestDue,
        @Nullable Double perSecond,
        @Nullable Instant lastSweep,
        @Nullable SweepPause paused,
        CopiesBacklog copies,
        @Nullable Miss willMiss) {

    /** Why deadlines will be missed. */
    public enum Miss {
        /** More is due soon than sweeps get done by then at the rate of the last ones. */
        TOO_SLOW,
        /** No sweep has been at work for longer than the time that is left. */
        NO_SWEEP,
        /** Sweeping has been paused for longer than the time that is left. */
        PAUSED,
        /**
         * No sweep has been at work for longer than the time that is left, and this node leaves some of it to a newer
         * version of the application. When that was rolled back, let this one take over.
         */
        LEFT_TO_NEWER,
        /** Something that failed, here or where there are copies, is tried again only after it is due. */
        FAILING
    }

    /** Whether something is late already. */
    public boolean late() {
        return overdue > 0 || overdueRows > 0 || copies.overdue() > 0;
    }
}
