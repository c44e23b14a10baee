package dev.consent.jpa.transaction;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Something that transactions have of their own as long as they are under way. A session that is closed before its
 * transaction has ended is never told of the end; what it had goes when somebody looks next.
 *
 * @param <V> what each of them has
 */
public final class OfTransactions<V> {

    private final Map<SharedSessionContractImplementor, V> underWay = new ConcurrentHashMap<>();

    /** What the transaction of a session has, or {@code null}. */
    public @Nullable V get(SharedSessionContractImplementor session) {
        return underWay.get(session);
    }

    /** Keeps something for the transaction of a session, until it is {@link #take taken}. */
    public void keep(SharedSessionContractImplementor session, V value) {
        forgetClosed();
        underWay.put(session, value);
    }

    /** What the transaction of a session had; from now on it has nothing. */
    public @Nullable V take(SharedSessionContractImplementor session) {
        return underWay.remove(session);
    }

    /** Whether no transaction has anything. */
    public boolean isEmpty() {
        forgetClosed();
        return underWay.isEmpty();
    }

    /** Those that only wait for their transaction to close are told of its end. */
    private void forgetClosed() {
        if (!underWay.isEmpty()) {
            underWay.keySet().removeIf(session -> !session.isOpenOrWaitingForAutoClose());
        }
    }
}
