package dev.consent.jpa.erasure;

import dev.consent.erasure.ObligationState;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The queries for obligations that may be claimed here: those about known purposes, and known kinds of people. */
final class Claimable {

    private final Set<String> purposes;
    private final String known;
    private final Map<Part, String> queries = new ConcurrentHashMap<>();

    private record Part(ObligationState state, boolean after, int limit) {}

    Claimable(Set<String> purposes, Set<String> types) {
        this.purposes = Set.copyOf(purposes);
        this.known = " and (o.purpose in " + listed(purposes) + " or o.purpose is null) and o.subjectType in "
                + listed(types);
    }

    /** The purposes that are known. */
    Set<String> purposes() {
        return purposes;
    }

    /**
     * The query for the next ones in one state, in the order in which their time came. One state at a time: with several, a
     * database would have to read and sort all that is due for each step. The limit is spelled out, or the database plans
     * anew each time, because how much is to be read depends on it.
     *
     * @param after whether it begins behind {@code :time} and {@code :id}
     */
    String query(ObligationState state, boolean after, int limit) {
        return queries.computeIfAbsent(
                new Part(state, after, limit),
                part -> Owed.SELECTED + " where o.state = " + ObligationRow.literal(state)
                        + " and o.nextAttemptAt <= :now"
                        + (after ? " and (o.nextAttemptAt, o.id) > (:time, :id)" : "")
                        + known
                        + " order by o.nextAttemptAt, o.id fetch first " + limit + " rows only");
    }

    /** Spelled out, so that it is the same text each time. */
    private static String listed(Collection<String> texts) {
        return texts.stream()
                .sorted()
                .map(text -> "'" + text.replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
