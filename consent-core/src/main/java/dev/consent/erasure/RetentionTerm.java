package dev.consent.erasure;

import dev.consent.Retain;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;

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

    /** The latest moment for which the term is over at {@code now}: rows dated then or earlier are over. */
    public Instant cutOff(Instant now, ZoneId zone) {
        if (start == Retain.Start.AT_END_OF_YEAR) {
            return cutOffDate(now, zone)
                    .plusDays(1)
                    .atStartOfDay(zone)
                    .toInstant()
                    .minusNanos(1);
        }
        if (length instanceof Duration duration) {
            return now.minus(duration);
        }
        return cutOffMoment(LocalDateTime.ofInstant(now, zone)).atZone(zone).toInstant();
    }

    /** The latest date for which the term is over at {@code now}: rows dated then or earlier are over. */
    public LocalDate cutOffDate(Instant now, ZoneId zone) {
        LocalDateTime moment = LocalDateTime.ofInstant(now, zone);
        if (start == Retain.Start.AT_DATE) {
            LocalDate date = cutOffMoment(moment).toLocalDate();
            return ends(date.atStartOfDay()).isAfter(moment) ? date.minusDays(1) : date;
        }
        // Counted from the first of January after the date, so whole years are over together.
        int year = cutOffMoment(moment).getYear();
        return LocalDate.ofYearDay(year, 1).minusDays(1);
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

    /**
     * The latest begin whose term has ended at {@code moment}. Subtracting a period is not the inverse of adding it
     * (31 January and a month is 28 February), so the estimate is corrected day by day: at most four steps.
     */
    private LocalDateTime cutOffMoment(LocalDateTime moment) {
        LocalDateTime latest = moment.minus(length);
        while (!ends(latest.plusDays(1)).isAfter(moment)) {
            latest = latest.plusDays(1);
        }
        while (ends(latest).isAfter(moment)) {
            latest = latest.minusDays(1);
        }
        return latest;
    }

    /** The term in words, for catalogues and receipts. */
    public String describe() {
        String words = length.toString();
        return start == Retain.Start.AT_DATE ? words : words + " after the end of the year";
    }
}
