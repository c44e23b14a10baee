package dev.consent.notice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much others still have to be told.
 *
 * @param pending not handed over yet
 * @param sent handed over and not acknowledged yet
 * @param overdue of both, those that should have been acknowledged by now
 * @param oldestDue the earliest deadline among both, or {@code null} when nothing is open
 */
public record NoticeBacklog(
        long pending, long sent, long overdue, @Nullable Instant oldestDue) {}
