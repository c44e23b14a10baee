package dev.consent.jpa.erasure;

import dev.consent.erasure.ObligationState;
import dev.consent.jpa.transaction.OwnTransactions;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.exception.ConstraintViolationException;
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
     */
    record Look(boolean stale, boolean holds, @Nullable Instant retries) {

        /** Whether something that failed may be tried again at a moment. */
        boolean retriesAt(Instant now) {
            return retries != null && !retries.isAfter(now);
        }
    }

    /**
     * Takes part in sweeping until the end of the transaction, and looks around in the same statement. That may have
     * waited for the lock after it looked; then the row that was locked is newer than the one that was seen.
     */
    static Look shareAndLook(Session session) {
        Object[] seen = session.createSelectionQuery(
                        "select l, (select s.turns from " + SweepLockRow.NAME + " s where s.id = l.id),"
                                + " (select count(*) from " + HoldRow.NAME + " h where h.settled = false),"
                                + " (select min(o.nextAttemptAt) from " + ObligationRow.NAME
                                + " o where o.state = :failed)"
                                + " from " + SweepLockRow.NAME + " l where l.id = :only",
                        Object[].class)
                .setParameter("only", SweepLockRow.ONLY)
                .setParameter("failed", ObligationState.FAILED)
                .setHibernateLockMode(LockMode.PESSIMISTIC_READ)
                .getSingleResultOrNull();
        if (seen == null) {
            throw new IllegalStateException(MISSING);
        }
        return new Look(((SweepLockRow) seen[0]).turns != (long) seen[1], (long) seen[2] > 0, (Instant) seen[3]);
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
