package dev.consent.jpa.erasure;

import dev.consent.jpa.transaction.OwnTransactions;
import java.util.Objects;
import java.util.function.Function;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.exception.ConstraintViolationException;

/**
 * Lets something take effect between the erasing transactions of all nodes, never within one. Each of them locks one row
 * for sharing before it looks at anything; who holds that row alone knows that whatever was committed before is seen by
 * all that follow.
 *
 * <p>It is the first lock an erasing transaction takes, and the only one of a transaction that has it alone, so that
 * waiting for it cannot close a ring.
 */
final class SweepLock {

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

    /** Runs the work in a transaction of its own while no erasing transaction is under way, and none begins. */
    static <T> T alone(SessionFactory factory, Function<Session, T> work) {
        return OwnTransactions.call(factory, session -> {
            lock(session, LockMode.PESSIMISTIC_WRITE).turns++;
            return work.apply(session);
        });
    }

    private static SweepLockRow lock(Session session, LockMode mode) {
        return Objects.requireNonNull(
                session.find(SweepLockRow.class, SweepLockRow.ONLY, mode), "the row that sweeps lock is missing");
    }
}
