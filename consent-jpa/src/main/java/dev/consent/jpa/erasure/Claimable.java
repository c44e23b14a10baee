package dev.consent.jpa.erasure;

import dev.consent.erasure.ObligationState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The queries for obligations that may be claimed here: those about known purposes, and known kinds of people. */
final class Claimable {

    private final Set<String> purposes;
    private final Set<String> left;
    private final String known;
    private final Map<Part, String> queries = new ConcurrentHashMap<>();

    private record Part(ObligationState state, boolean after, int limit) {}

    /** @param left the causes that are left to newer versions of the application */
    Claimable(Set<String> purposes, Set<String> types, Set<String> left) {
        this.purposes = Set.copyOf(purposes);
        this.left = Set.copyOf(left);
        StringBuilder condition = new StringBuilder(" and (o.purpose in " + listed(purposes)
                + " or o.purpose is null) and o.subjectType in " + listed(types));
        for (String type : types) {
            if (left.contains(Causes.of(type, null))) {
                condition
                        .append(" and (o.subjectType <> ")
                        .append(literal(type))
                        .append(" or o.purpose is not null)");
            }
            List<String> some = purposes.stream()
                    .filter(purpose -> left.contains(Causes.of(type, purpose)))
                    .toList();
            if (!some.isEmpty()) {
                condition
                        .append(" and (o.subjectType <> ")
                        .append(literal(type))
                        .append(" or o.purpose is null or o.purpose not in ")
                        .append(listed(some))
                        .append(')');
            }
        }
        this.known = condition.toString();
    }

    /** Whether it is about these. */
    boolean isOf(Set<String> known, Set<String> leftToOthers) {
        return purposes.equals(known) && left.equals(leftToOthers);
    }

    /** The condition of queries for {@code o} under which an obligation may be claimed here, whenever its time comes. */
    String known() {
        return known;
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

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Spelled out, so that it is the same text each time. */
    private static String listed(Collection<String> texts) {
        return texts.stream().sorted().map(Claimable::literal).collect(Collectors.joining(", ", "(", ")"));
    }
}
