package dev.consent.jpa.erasure;

import dev.consent.erasure.ObligationState;
import dev.consent.jpa.sql.KeptStatements;
import dev.consent.jpa.sql.Parameter;
import dev.consent.jpa.sql.RoundTrip;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;

/**
 * Goes once through the obligations that may be met by now and claims some at a time, in the order in which their time
 * came. It walks along the index, past what it has seen: what is met, not yet due, or held by another node costs nothing.
 *
 * <p>With each it locks the person. It never waits: about whom somebody decides or writes right now, the next sweep sees
 * what came of it.
 */
final class Claims {

    private static final String OPEN =
            Obligations.CLAIMABLE.stream().map(ObligationRow::literal).collect(Collectors.joining(", "));

    private final Claimable claimable;
    private final KeptStatements kept;
    private final Clock clock;
    private int atOnce;
    private final List<Long> last = new ArrayList<>();
    private int state;
    private @Nullable Owed seen;
    private @Nullable Instant now;
    private final List<Owed> asked = new ArrayList<>();
    private @Nullable Instant askedAt;

    /** @param atOnce how many are claimed at most in one transaction */
    Claims(Claimable claimable, KeptStatements kept, Clock clock, int atOnce) {
        this.claimable = claimable;
        this.kept = kept;
        this.clock = clock;
        this.atOnce = atOnce;
    }

    /** From now on claims fewer at a time: those before were too much for one transaction. */
    void fewer() {
        atOnce = Math.max(1, atOnce / 2);
    }

    /** Whether {@link #next} may find more. */
    boolean more() {
        return state < Obligations.CLAIMABLE.size();
    }

    /** Asks for the next ones along with what a transaction asks first. Until {@link #next} they may be asked for anew. */
    void ask(Session session, RoundTrip first) {
        asked.clear();
        last.clear();
        askedAt = now == null ? clock.instant() : now;
        if (more()) {
            add(first, session, askedAt, atOnce, asked);
        }
    }

    /**
     * Claims the next ones, for the transaction of the session, which has {@link #ask asked}.
     *
     * @param retries whether any of them failed before
     */
    List<Owed> next(Session session, boolean retries) {
        List<Owed> claimed = new ArrayList<>();
        // What goes on after a hold that has ended goes on before the transaction that claims first.
        now = Objects.requireNonNull(askedAt);
        boolean found = true;
        while (more() && claimed.size() < atOnce) {
            List<Owed> some = new ArrayList<>();
            if (found) {
                some.addAll(asked);
                found = false;
            } else if (retries || Obligations.CLAIMABLE.get(state) != ObligationState.FAILED) {
                RoundTrip trip = kept.trip(session);
                add(trip, session, now, atOnce - claimed.size(), some);
                trip.send();
            }
            claimed.addAll(some);
            some.forEach(owed -> last.add(owed.id()));
            if (claimed.size() < atOnce) {
                state++;
                seen = null;
            } else {
                seen = some.get(some.size() - 1);
            }
        }
        return claimed;
    }

    /** The identifiers of those that were claimed last; none when claiming itself failed. */
    List<Long> last() {
        return List.copyOf(last);
    }

    /** Claims those of these obligations that are still open, if nobody else works on them or holds their people. */
    static List<Owed> of(Session session, KeptStatements kept, List<Long> ids) {
        List<Owed> claimed = new ArrayList<>();
        for (Values some : Chunks.of(session, Keys.numbered(session, ids))) {
            String query = some.inQuery(Owed.SELECTED + " where o.id in (:" + Values.USUAL + ") and o.state in (" + OPEN
                    + ") order by o.id");
            String sql = kept.selection(session, query, some.variant(), some::bind) + free(session);
            kept.trip(session)
                    .select(sql, some.parameters(), types(session), row -> claimed.add(Owed.of(row)))
                    .send();
        }
        return claimed;
    }

    private void add(RoundTrip trip, Session session, Instant at, int limit, List<Owed> claimed) {
        String query = claimable.query(Obligations.CLAIMABLE.get(state), seen != null, limit);
        Owed after = seen;
        String sql = kept.selection(session, query, parameters -> {
            parameters.setParameter("now", at);
            if (after != null) {
                parameters.setParameter("time", after.nextAttemptAt()).setParameter("id", after.id());
            }
        });
        List<Parameter> parameters = Stream.of(
                        at, after == null ? null : after.nextAttemptAt(), after == null ? null : after.id())
                .filter(Objects::nonNull)
                .map(value -> KeptStatements.parameter(session, value))
                .toList();
        trip.select(sql + free(session), parameters, types(session), row -> claimed.add(Owed.of(row)));
    }

    private static List<? extends BasicType<?>> types(Session session) {
        return Owed.types(type -> KeptStatements.type(session, type));
    }

    /** Locks what nobody else has locked. */
    private static String free(Session session) {
        return ((SessionFactoryImplementor) session.getSessionFactory())
                .getJdbcServices()
                .getDialect()
                .getForUpdateString(LockMode.UPGRADE_SKIPLOCKED);
    }
}
