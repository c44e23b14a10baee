package dev.consent.jpa.transaction;

import java.util.function.IntSupplier;
import org.hibernate.Session;
import org.hibernate.query.MutationQuery;

/**
 * Changes many of consent's own rows with one statement, or deletes some. That is refused to everybody else, whose changes
 * would make consent forget what is owed, or believe what never was.
 */
public final class OwnChanges {

    private static final ThreadLocal<Boolean> RUNNING = new ThreadLocal<>();

    private OwnChanges() {}

    /** Makes the change; returns how many rows it was. */
    public static int make(MutationQuery change) {
        return running(change::executeUpdate);
    }

    private static int running(IntSupplier change) {
        Boolean before = RUNNING.get();
        RUNNING.set(Boolean.TRUE);
        try {
            return change.getAsInt();
        } finally {
            if (before == null) {
                RUNNING.remove();
            }
        }
    }

    /** Makes a change with entities: they are flushed within it. */
    public static void flushed(Session session, Runnable change) {
        session.flush();
        running(() -> {
            change.run();
            session.flush();
            return 0;
        });
    }

    /** Whether this thread is making one. */
    public static boolean areRunning() {
        return RUNNING.get() != null;
    }
}
