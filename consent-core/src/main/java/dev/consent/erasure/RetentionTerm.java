package dev.consent.erasure;

import dev.consent.Retain;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAmount;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;

/**
 * A term as {@link Retain} declares it, and the arithmetic that answers which rows are past it. Rows are never looked
 * at one by one: a term and a moment give one <em>cut-off</em>, and a row whose date is at or before it is over.
 *
 * @param length a {@link Period} or a {@link Duration}, longer than nothing
 * @param start whether the term runs from the date itself or from the end of its year
 * @param yearBegins the month in which that year begins
 */
public record RetentionTerm(TemporalAmount length, Retain.Start start, Month yearBegins) {

    public RetentionTerm {
        boolean positive = length instanceof Period period
                ? !period.isNegative() && !period.isZero()
                : length instanceof Duration duration && !duration.isNegative() && !duration.isZero();
        if (!positive) {
            throw new IllegalArgumentException("a retention period must be longer than nothing");
        }
    }

    /** A term that is counted in calendar years. */
    public RetentionTerm(TemporalAmount length, Retain.Start start) {
        this(length, start, Month.JANUARY);
    }

    /**
     * Reads the declared term.
     *
     * @throws IllegalArgumentException when the period is not an ISO 8601 period or duration, or the month is none
     */
    public static RetentionTerm of(Retain declared) {
        String text = declared.period();
        try {
            TemporalAmount length = text.contains("T") ? Duration.parse(text) : Period.parse(text);
            return new RetentionTerm(length, declared.start(), month(declared));
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException(
                    "a retention period must be an ISO 8601 period or duration such as P7Y or PT30M", malformed);
        }
    }

    private static Month month(Retain declared) {
        if (declared.yearBegins() < 1 || declared.yearBegins() > 12) {
            throw new IllegalArgumentException("a year begins in one of the months 1 to 12");
        }
        return Month.of(declared.yearBegins());
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
        if (start == Retain.Start.AT_END_OF_YEAR) {
            LocalDate next = nextYear(latest);
            while (isOver(next.plusYears(1).minusDays(1), now, zone)) {
                next = next.plusYears(1);
            }
            while (!isOver(next.minusDays(1), now, zone)) {
                next = next.minusYears(1);
            }
            return next.minusDays(1);
        }
        while (isOver(latest.plusDays(1), now, zone)) {
            latest = latest.plusDays(1);
        }
        while (!isOver(latest, now, zone)) {
            latest = latest.minusDays(1);
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
                : nextYear(from.toLocalDate()).atStartOfDay();
        return ends(begin).atZone(zone).toInstant();
    }

    /** The first day of the year after the one a date is in. */
    private LocalDate nextYear(LocalDate date) {
        LocalDate begin = LocalDate.of(date.getYear(), yearBegins, 1);
        return date.isBefore(begin) ? begin : begin.plusYears(1);
    }

    private LocalDateTime ends(LocalDateTime begin) {
        return begin.plus(length);
    }

    /** The term in words, for catalogues and receipts. */
    public String describe() {
        String words = length.toString();
        if (start == Retain.Start.AT_DATE) {
            return words;
        }
        return words
                + (yearBegins == Month.JANUARY
                        ? " after the end of the year"
                        : " after the end of the book year that begins in "
                                + yearBegins.getDisplayName(TextStyle.FULL, Locale.ENGLISH));
    }
}
