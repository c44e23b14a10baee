package dev.consent.jpa.erasure;

import dev.consent.erasure.ObligationState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/**
 * Goes once through the obligations that may be met by now and claims some at a time, in the order in which their time
 * came. It walks along the index, past what it has seen: what is met, not yet due, or held by another node costs nothing.
 */
final class Claims {

    private final String purposes;
    private final String types;
    private final Clock clock;
    private int atOnce;
    private final List<Long> last = new ArrayList<>();
    private int state;
    private @Nullable Place seen;
    private @Nullable Instant now;

    /** Where an obligation stands in the order. */
    private record Place(Instant time, Long id) {}

    /** @param atOnce how many are claimed at most in one transaction */
    Claims(Collection<String> purposes, Collection<String> types, Clock clock, int atOnce) {
        this.purposes = listed(purposes);
        this.types = listed(types);
        this.clock = clock;
        this.atOnce = atOnce;
    }

    /** Spelled out, because Hibernate translates a query with a list as a parameter anew each time. */
    private static String listed(Collection<String> texts) {
        return texts.stream()
                .sorted()
                .map(text -> "'" + text.replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** From now on claims fewer at a time: those before were too much for one transaction. */
    void fewer() {
        atOnce = Math.max(1, atOnce / 2);
    }

    /** Whether {@link #next} may find more. */
    boolean more() {
        return state < Obligations.CLAIMABLE.size();
    }

    /**
     * Claims the next ones, for the transaction of the session.
     *
     * @param retries whether any of them failed before
     */
    List<ObligationRow> next(Session session, boolean retries) {
        List<ObligationRow> claimed = new ArrayList<>();
        last.clear();
        if (now == null) {
            // Not before: what goes on after a hold that has ended goes on when the first transaction begins.
            now = clock.instant();
        }
        while (more() && claimed.size() < atOnce) {
            if (!retries && Obligations.CLAIMABLE.get(state) == ObligationState.FAILED) {
                state++;
                seen = null;
                continue;
            }
            List<ObligationRow> found = find(session, Obligations.CLAIMABLE.get(state), atOnce - claimed.size());
            claimed.addAll(found);
            found.forEach(row -> last.add(row.id));
            if (claimed.size() < atOnce) {
                state++;
                seen = null;
            } else {
                ObligationRow end = found.get(found.size() - 1);
                seen = new Place(end.nextAttemptAt(), end.id);
            }
        }
        return claimed;
    }

    /** The identifiers of those that were claimed last; none when claiming itself failed. */
    List<Long> last() {
        return List.copyOf(last);
    }

    /** Claims those of these obligations that are still open and that nobody else works on. */
    static List<ObligationRow> of(Session session, List<Long> ids) {
        return session.createSelectionQuery(
                        "from " + ObligationRow.NAME + " o where o.id in :ids and o.state in :open order by o.id",
                        ObligationRow.class)
                .setParameterList("ids", ids)
                .setParameter("open", Obligations.CLAIMABLE)
                .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED)
                .getResultList();
    }

    /** One state at a time: with several, a database would have to read and sort all that is due for each step. */
    private List<ObligationRow> find(Session session, ObligationState in, int limit) {
        SelectionQuery<ObligationRow> query = session.createSelectionQuery(
                        "from " + ObligationRow.NAME + " o where o.state = :state and o.nextAttemptAt <= :now"
                                + (seen == null ? "" : " and (o.nextAttemptAt, o.id) > (:time, :id)")
                                + " and (o.purpose in " + purposes + " or o.purpose is null) and o.subjectType in "
                                + types
                                + " order by o.nextAttemptAt, o.id",
                        ObligationRow.class)
                .setParameter("state", in)
                .setParameter("now", now);
        if (seen != null) {
            query.setParameter("time", seen.time()).setParameter("id", seen.id());
        }
        return query.setMaxResults(limit)
                .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED)
                .getResultList();
    }
}
