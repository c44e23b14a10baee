package dev.consent.jpa.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.consent.ConsentException;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.gate.Scope;
import dev.consent.jpa.mapping.DatedTerm;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Fills in the markers of a statement: the bits of purposes, the cut-off of terms, and whether the seal is broken. */
public final class MarkerRewriter {

    private static final Pattern PURPOSES = Pattern.compile(Pattern.quote(Markers.PURPOSES) + "(\\d{4})");
    /** What a statement may begin with without becoming another statement: comments and hints. */
    private static final String PREAMBLE = "(?is)^(?:\\s|/\\*.*?\\*/|--[^\\n]*\\n)*";

    private static final Pattern MUTATION = Pattern.compile(PREAMBLE + "(update|delete|insert|merge)\\b");
    private static final Pattern COMPOUND = Pattern.compile(PREAMBLE + "with\\b");
    private static final Pattern INNER_MUTATION =
            Pattern.compile("(?is)\\b(delete\\s+from|insert\\s+into|merge\\s+into|update\\s+[^()]+?\\s+set)\\b");
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private final Markers markers;
    private final Clock clock;
    private final ToLongFunction<List<DeclaredPurpose>> bits;
    private final Predicate<Scope> privileged;
    private final Cache<String, Filled> filled =
            Caffeine.newBuilder().maximumSize(10_000).build();
    private final Cache<Limited, Filled> limited =
            Caffeine.newBuilder().maximumSize(10_000).build();

    /** A statement, and what of a scope its text depends on. */
    private record Limited(String sql, Optional<Class<?>> purpose, Set<Class<?>> audiences) {}

    /** A statement with its guards in force, and with all of them open. */
    private record Filled(String guarded, String open) {}

    /**
     * @param bits the bits of a mask of which one must be set; only asked once the purposes have theirs
     * @param privileged whether a scope opens all guards
     */
    public MarkerRewriter(
            Markers markers, Clock clock, ToLongFunction<List<DeclaredPurpose>> bits, Predicate<Scope> privileged) {
        this.markers = markers;
        this.clock = clock;
        this.bits = bits;
        this.privileged = privileged;
    }

    /** The statement as it is to be executed now, on this thread. */
    public String rewrite(String sql) {
        if (!sql.contains(Markers.SEAL)) {
            return sql;
        }
        Scope scope = Scope.current();
        Filled known = scope.purpose().isEmpty() && scope.audiences().isEmpty()
                ? filled.get(sql, text -> check(text, Scope.none()))
                : limited.get(new Limited(sql, scope.purpose(), scope.audiences()), key -> check(key.sql(), scope));
        String now = isOpen(scope) ? known.open() : known.guarded();
        return now.contains(Markers.TERM) ? fillTerms(now) : now;
    }

    /** Whether nothing is hidden from statements of this thread. */
    public boolean isOpen(Scope scope) {
        return Seal.isBroken() || privileged.test(scope);
    }

    /** The same guards for texts that the database keeps. */
    public StandingGuards standing() {
        return new StandingGuards(markers, sql -> fillPurposes(sql, Scope.none()), clock);
    }

    private static boolean mutates(String sql) {
        return MUTATION.matcher(sql).find()
                || (COMPOUND.matcher(sql).find()
                        && INNER_MUTATION
                                .matcher(LITERAL.matcher(sql).replaceAll("''"))
                                .find());
    }

    /** The second line of defence against bulk statements: those that reach several tables are seen only here. */
    private Filled check(String sql, Scope scope) {
        if (Markers.readsColumn(sql) && mutates(sql)) {
            throw bulkRead();
        }
        String text = fillPurposes(sql, scope);
        return new Filled(Markers.withoutSeals(text), text.replace(Markers.SEAL, Markers.SEAL_BROKEN));
    }

    /** What a bulk statement that reads an attribute which may be hidden is refused with, wherever that is noticed. */
    public static ConsentException bulkRead() {
        return new ConsentException("A bulk statement reads an attribute that may be hidden: where it is, the"
                + " statement would take null for its value, and change or delete what it should not. Select the"
                + " rows first and change them one by one, or leave the attribute out of the statement.");
    }

    private String fillPurposes(String sql, Scope scope) {
        return PURPOSES.matcher(sql)
                .replaceAll(match -> Long.toString(
                        bits.applyAsLong(markers.guard(number(match)).readableIn(scope))));
    }

    /** Cut-offs are rounded up to the next second: a row is hidden up to a second early, never late. */
    private String fillTerms(String sql) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        return Markers.NUMBERED_TERM
                .matcher(sql)
                .replaceAll(match -> "'" + cutOff(markers.term(number(match)), now) + "'");
    }

    private String cutOff(DatedTerm rule, Instant now) {
        return switch (rule.kind()) {
            case DATE -> rule.term().cutOffDate(now, clock.getZone()).toString();
            case LOCAL -> LOCAL.format(rule.term().cutOff(now, clock.getZone()).atZone(clock.getZone()));
            case UTC -> LOCAL.format(rule.term().cutOff(now, clock.getZone()).atOffset(ZoneOffset.UTC));
            case OFFSET -> LOCAL.format(rule.term().cutOff(now, clock.getZone()).atOffset(ZoneOffset.UTC)) + "+00:00";
        };
    }

    private static int number(MatchResult match) {
        return Integer.parseInt(match.group(1));
    }
}
