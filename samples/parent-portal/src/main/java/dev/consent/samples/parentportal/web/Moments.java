package dev.consent.samples.parentportal.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Writes dates and moments the way the reader's language does, in the zone of the application's clock. */
@Component("moments")
public class Moments {

    private final Clock clock;
    private final MessageSource messages;

    Moments(Clock clock, MessageSource messages) {
        this.clock = clock;
        this.messages = messages;
    }

    public String date(@Nullable LocalDate date) {
        return date == null ? "" : format(FormatStyle.MEDIUM).format(date);
    }

    public String day(@Nullable Instant moment) {
        return moment == null ? "" : date(LocalDate.ofInstant(moment, clock.getZone()));
    }

    public String time(@Nullable Instant moment) {
        return moment == null
                ? ""
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(LocaleContextHolder.getLocale())
                        .format(moment.atZone(clock.getZone()));
    }

    /** Whether a moment is over. */
    public boolean past(Instant moment) {
        return !clock.instant().isBefore(moment);
    }

    /** How long it is until then, in the largest unit that fits, rounded down. */
    public String left(Instant moment) {
        Duration left = Duration.between(clock.instant(), moment);
        if (left.toHours() >= 48) {
            return left("left.days", left.toDays());
        }
        return left.toMinutes() >= 60 ? left("left.hours", left.toHours()) : left("left.minutes", left.toMinutes());
    }

    private String left(String unit, long many) {
        return messages.getMessage(unit, new Object[] {Math.max(0, many)}, LocaleContextHolder.getLocale());
    }

    private DateTimeFormatter format(FormatStyle style) {
        return DateTimeFormatter.ofLocalizedDate(style).withLocale(LocaleContextHolder.getLocale());
    }
}
