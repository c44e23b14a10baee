package dev.consent.jpa.transaction;

import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.SharedSessionContract;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Runs work in a session and a transaction of its own. Both end with whatever ends the work. Hibernate's own way rolls back
 * for exceptions alone: after an {@link Error}, such as an exhausted stack in an application's strategy, it leaves the
 * transaction open with everything it has locked, and its connection never comes back to the pool.
 */
public final class OwnTransactions {

    private OwnTransactions() {}

    /** Does the work, commits, and returns what came of it. */
    public static <T extends @Nullable Object> T call(SessionFactory factory, Function<Session, T> work) {
        try (Session session = factory.openSession()) {
            // What they leave out for the application, such as rows of other tenants, is erased and held nevertheless.
            factory.getDefinedFilterNames().forEach(session::disableFilter);
            return ended(session, work);
        }
    }

    /** Does the work, and commits. */
    public static void run(SessionFactory factory, Consumer<Session> work) {
        call(factory, session -> {
            work.accept(session);
            return null;
        });
    }

    /** Does the work in a session that remembers nothing, commits, and returns what came of it. */
    public static <T extends @Nullable Object> T callStateless(
            SessionFactory factory, Function<StatelessSession, T> work) {
        try (StatelessSession session = factory.openStatelessSession()) {
            return ended(session, work);
        }
    }

    private static <S extends SharedSessionContract, T extends @Nullable Object> T ended(
            S session, Function<? super S, T> work) {
        Transaction transaction = session.beginTransaction();
        try {
            T result = work.apply(session);
            transaction.commit();
            return result;
        } catch (RuntimeException | Error failure) {
            undo(transaction, failure);
            throw failure;
        }
    }

    private static void undo(Transaction transaction, Throwable failure) {
        try {
            if (transaction.getStatus().canRollback()) {
                transaction.rollback();
            }
        } catch (RuntimeException lost) {
            failure.addSuppressed(lost);
        }
    }
}
