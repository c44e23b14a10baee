package dev.consent.jpa.guard;

import dev.consent.Retain;
import dev.consent.erasure.RetentionTerm;
import dev.consent.jpa.mapping.DatedTerm;
import java.time.Clock;
import java.time.Duration;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Guards as PostgreSQL itself can keep them, in views, policies and indexes. Nobody fills in their markers at each
 * execution: they open for no scope, and terms are counted by the clock of the database.
 */
public final class StandingGuards {

    private final Markers markers;
    private final UnaryOperator<String> purposes;
    private final Clock clock;

    /** @param purposes fills in the bits of purposes as for a reader of no audience */
    StandingGuards(Markers markers, UnaryOperator<String> purposes, Clock clock) {
        this.markers = markers;
        this.purposes = purposes;
        this.clock = clock;
    }

    /** Whether a text of the mapping is a guard, or holds one. */
    public static boolean isGuard(String sql) {
        return Markers.isIn(sql);
    }

    /** The text as the database can keep it. */
    public String standing(String sql) {
        String filled = purposes.apply(sql);
        Matcher term = Markers.NUMBERED_TERM.matcher(filled);
        while (term.find()) {
            DatedTerm rule = markers.term(Integer.parseInt(term.group(1)));
            filled = Pattern.compile("((?:\\{@}\\.|\\w+\\.)?" + Pattern.quote(rule.column()) + ") > "
                            + Pattern.quote(term.group()))
                    .matcher(filled)
                    .replaceAll(match -> Matcher.quoteReplacement(isRunning(match.group(1), rule)));
            term = Markers.NUMBERED_TERM.matcher(filled);
        }
        return Markers.withoutSeals(filled);
    }

    private String isRunning(String column, DatedTerm rule) {
        RetentionTerm term = rule.term();
        String zone = zone(clock.getZone());
        boolean moment = rule.kind() == DatedTerm.Kind.OFFSET || rule.kind() == DatedTerm.Kind.UTC;
        String stored = rule.kind() == DatedTerm.Kind.UTC ? "(" + column + " at time zone 'UTC')" : column;
        String length = "interval '" + term.length() + "'";
        if (term.length() instanceof Duration && term.start() == Retain.Start.AT_DATE) {
            String from = moment ? stored : "(cast(" + column + " as timestamp) at time zone " + zone + ")";
            return from + " + " + length + " > now()";
        }
        String local = moment ? "(" + stored + " at time zone " + zone + ")" : "cast(" + column + " as timestamp)";
        String shift = "interval '" + (term.yearBegins().getValue() - 1) + " months'";
        String begin = term.start() == Retain.Start.AT_DATE
                ? local
                : term.yearBegins() == Month.JANUARY
                        ? "date_trunc('year', " + local + ") + interval '1 year'"
                        : "date_trunc('year', " + local + " - " + shift + ") + interval '1 year' + " + shift;
        return "(" + begin + " + " + length + ") at time zone " + zone + " > now()";
    }

    /** PostgreSQL reads the sign of an offset the other way round, so offsets are written as intervals. */
    private static String zone(ZoneId zone) {
        return zone.normalized() instanceof ZoneOffset offset
                ? "interval '" + offset.getTotalSeconds() + " seconds'"
                : "'" + zone.getId() + "'";
    }
}
