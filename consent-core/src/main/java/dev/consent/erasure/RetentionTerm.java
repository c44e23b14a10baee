package dev.consent.erasure;

import dev.consent.Retain;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;
import java.time.zone.ZoneOffsetTransition;

/**
 * A term as {@link Retain} declares it, and the arithmetic that answers which rows are past it. Rows are never looked
 * at one by one: a term and a moment give one <em>cut-off</em>, and a row whose date is at or before it is over.
 *
 * @param length a {@link Period} or a {@link Duration}, longer than nothing
 * @param start whether the term runs from the date itself or from the end of its year
 */
public record RetentionTerm(TemporalAmount length, Retain.Start start) {

    public RetentionTerm {
        boolean positive = length instanceof Period period
                ? !period.isNegative() && !period.isZero()
                : length instanceof Duration duration && !duration.isNegative() && !duration.isZero();
        if (!positive) {
            throw new IllegalArgumentException("a retention period must be longer than nothing");
        }
    }

    /**
     * Reads the declared term.
     *
     * @throws IllegalArgumentException when the period is not an ISO 8601 period or duration
     */
    public static RetentionTerm of(Retain declared) {
        String text = declared.period();
        try {
            TemporalAmount length = text.contains("T") ? Duration.parse(text) : Period.parse(text);
            return new RetentionTerm(length, declared.start());
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException(
                    "a retention period must be an ISO 8601 period or duration such as P7Y or PT30M", malformed);
        }
    }

    /**
     * The latest moment whose term is over at {@code now}: rows dated then or earlier are over. Never too late; at the
     * end of a month, where several dates end on the same one (30 and 31 January, and a month), up to a day early.
     */
    public Instant cutOff(Instant now, ZoneId zone) {
        if (start == Retain.Start.AT_DATE && length instanceof Duration duration) {
            return now.minus(duration);
        }
        LocalDate date = cutOffDate(now, zone);
        Instant lastOfDate = date.plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1);
        return endOf(lastOfDate, zone).isAfter(now) ? lastWithin(date, now, zone) : lastOfDate;
    }

    /** The latest date whose term is over at {@code now}: rows dated then or earlier are over. */
    public LocalDate cutOffDate(Instant now, ZoneId zone) {
        // Subtracting a period is not the inverse of adding it (31 January and a month is 28 February), so what was
        // subtracted is only an estimate, corrected step by step.
        LocalDate latest = LocalDateTime.ofInstant(now, zone).minus(length).toLocalDate();
        Period step = Period.ofDays(1);
        if (start == Retain.Start.AT_END_OF_YEAR) {
            latest = LocalDate.of(latest.getYear(), 12, 31);
            step = Period.ofYears(1);
        }
        while (isOver(latest.plus(step), now, zone)) {
            latest = latest.plus(step);
        }
        while (!isOver(latest, now, zone)) {
            latest = latest.minus(step);
        }
        return latest;
    }

    private boolean isOver(LocalDate date, Instant now, ZoneId zone) {
        return !endOf(date.atStartOfDay(zone).toInstant(), zone).isAfter(now);
    }

    /** Of a date that ends today, the moments up to the time of day are over. */
    private static Instant lastWithin(LocalDate date, Instant now, ZoneId zone) {
        // An hour that comes twice ends with its first coming, and one that is left out has no moments.
        ZoneOffsetTransition today = zone.getRules().getTransition(LocalDateTime.ofInstant(now, zone));
        LocalTime time = today == null || now.isBefore(today.getInstant())
                ? LocalTime.ofInstant(now, zone)
                : today.getDateTimeBefore().toLocalTime().minusNanos(1);
        ZoneOffsetTransition then = zone.getRules().getTransition(date.atTime(time));
        return then != null && then.isGap()
                ? then.getInstant().minusNanos(1)
                : date.atTime(time).atZone(zone).withLaterOffsetAtOverlap().toInstant();
    }

    /** When the term of a row with this date ends. */
    public Instant endOf(Instant date, ZoneId zone) {
        if (length instanceof Duration duration && start == Retain.Start.AT_DATE) {
            return date.plus(duration);
        }
        LocalDateTime from = LocalDateTime.ofInstant(date, zone);
        LocalDateTime begin = start == Retain.Start.AT_DATE
                ? from
                : LocalDate.ofYearDay(from.getYear() + 1, 1).atStartOfDay();
        return ends(begin).atZone(zone).toInstant();
    }

    private LocalDateTime ends(LocalDateTime begin) {
        return begin.plus(length);
    }

    /** The term in words, for catalogues and receipts. */
    public String describe() {
        String words = length.toString();
        return start == Retain.Start.AT_DATE ? words : words + " after the end of the year";
    }
}
