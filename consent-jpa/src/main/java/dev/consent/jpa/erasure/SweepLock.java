package dev.consent.jpa.erasure;

import dev.consent.erasure.ObligationState;
import dev.consent.jpa.sql.KeptStatements;
import dev.consent.jpa.sql.Parameter;
import dev.consent.jpa.sql.RoundTrip;
import dev.consent.jpa.transaction.OwnTransactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;

/**
 * Lets something take effect between the erasing transactions of all nodes, never within one. Each of them locks one row
 * for sharing before it looks at anything; who holds that row alone knows that whatever was committed before is seen by
 * all that follow.
 *
 * <p>It is the first lock an erasing transaction takes, and the only one of a transaction that has it alone, so that
 * waiting for it cannot close a ring.
 */
final class SweepLock {

    private static final String MISSING = "the row that sweeps lock is missing";

    private static final String SEEN = "select l.turns, (select s.turns from " + SweepLockRow.NAME
            + " s where s.id = l.id), (select count(*) from " + HoldRow.NAME + " h where h.settled = false),"
            + " (select min(o.nextAttemptAt) from " + ObligationRow.NAME + " o where o.state = "
            + ObligationRow.literal(ObligationState.FAILED) + "), " + Models.LATEST;

    private SweepLock() {}

    /** Makes sure that there is a row to lock. */
    static void prepare(SessionFactory factory) {
        if (known(factory)) {
            return;
        }
        try {
            OwnTransactions.run(factory, session -> session.persist(new SweepLockRow(SweepLockRow.ONLY)));
        } catch (ConstraintViolationException another) {
            if (!known(factory)) {
                throw another;
            }
        }
    }

    private static boolean known(SessionFactory factory) {
        return OwnTransactions.call(factory, session -> session.find(SweepLockRow.class, SweepLockRow.ONLY)) != null;
    }

    /** Takes part in sweeping until the end of the transaction. */
    static void share(Session session) {
        lock(session, LockMode.PESSIMISTIC_READ);
    }

    /**
     * What an erasing transaction sees with the statement that takes part in sweeping.
     *
     * @param stale whether somebody had the lock alone between the look and the lock, so that nothing of this counts
     * @param holds whether there are holds that may count
     * @param retries when what failed before may be tried again at the earliest, or {@code null}
     * @param latest the number of the version of the application that came last
     * @param lapsed whether grants may be over that are not closed yet, if that was asked
     */
    record Look(boolean stale, boolean holds, @Nullable Instant retries, long latest, boolean lapsed) {

        /** Whether something that failed may be tried again at a moment. */
        boolean retriesAt(Instant now) {
            return retries != null && !retries.isAfter(now);
        }
    }

    /**
     * What is looked at.
     *
     * @param lapsed expressions that count grants that may be over at {@code :now}
     */
    record Looking(String query, List<String> lapsed) {

        Looking(List<String> lapsed) {
            this(
                    SEEN + lapsed.stream().map(count -> ", " + count).collect(Collectors.joining()) + " from "
                            + SweepLockRow.NAME + " l where l.id = " + SweepLockRow.ONLY,
                    List.copyOf(lapsed));
        }
    }

    /**
     * Takes part in sweeping until the end of the transaction, and looks around in the same statement. That may have
     * waited for the lock after it looked; then the row that was locked is newer than the one that was seen.
     *
     * @param more adds what is to be asked on the same way
     */
    static Look shareAndLook(
            Session session, KeptStatements kept, Looking looking, Instant now, Consumer<RoundTrip> more) {
        List<String> lapsed = looking.lapsed();
        String sql = kept.selection(session, looking.query(), query -> {
            if (!lapsed.isEmpty()) {
                query.setParameter("now", now);
            }
        });
        List<Parameter> parameters =
                Collections.nCopies((int) KeptStatements.parameters(sql), KeptStatements.parameter(session, now));
        BasicType<Long> count = KeptStatements.type(session, Long.class);
        List<BasicType<?>> types =
                new ArrayList<>(List.of(count, count, count, KeptStatements.type(session, Instant.class), count));
        lapsed.forEach(one -> types.add(count));
        List<Look> seen = new ArrayList<>();
        RoundTrip trip = kept.trip(session)
                .select(
                        sql + forSharing(session),
                        parameters,
                        types,
                        row -> seen.add(new Look(
                                !Objects.equals(row[0], row[1]),
                                positive(row[2]),
                                (Instant) row[3],
                                row[4] == null ? 0 : (long) row[4],
                                IntStream.range(5, row.length).anyMatch(place -> positive(row[place])))));
        more.accept(trip);
        trip.send();
        if (seen.isEmpty()) {
            throw new IllegalStateException(MISSING);
        }
        return seen.get(0);
    }

    private static boolean positive(@Nullable Object count) {
        return count != null && (long) count > 0;
    }

    private static String forSharing(Session session) {
        return ((SessionFactoryImplementor) session.getSessionFactory())
                .getJdbcServices()
                .getDialect()
                .getForUpdateString(LockMode.PESSIMISTIC_READ);
    }

    /** Runs the work in a transaction of its own while no erasing transaction is under way, and none begins. */
    static <T> T alone(SessionFactory factory, Function<Session, T> work) {
        return OwnTransactions.call(factory, session -> {
            lock(session, LockMode.PESSIMISTIC_WRITE).turns++;
            return work.apply(session);
        });
    }

    private static SweepLockRow lock(Session session, LockMode mode) {
        return Objects.requireNonNull(session.find(SweepLockRow.class, SweepLockRow.ONLY, mode), MISSING);
    }
}
