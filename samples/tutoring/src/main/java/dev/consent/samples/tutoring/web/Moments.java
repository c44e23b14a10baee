package dev.consent.samples.tutoring.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Writes dates and moments the way the reader's language does, in the zone of the application's clock. */
@Component("moments")
public class Moments {

    private final Clock clock;

    Moments(Clock clock) {
        this.clock = clock;
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

    private DateTimeFormatter format(FormatStyle style) {
        return DateTimeFormatter.ofLocalizedDate(style).withLocale(LocaleContextHolder.getLocale());
    }
}
