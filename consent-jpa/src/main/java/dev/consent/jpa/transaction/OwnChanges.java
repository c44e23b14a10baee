package dev.consent.jpa.transaction;

import org.hibernate.query.MutationQuery;

/**
 * Changes many of consent's own rows with one statement. Such statements are refused to everybody else, whose changes
 * would make consent forget what is owed, or believe what never was.
 */
public final class OwnChanges {

    private static final ThreadLocal<Boolean> RUNNING = new ThreadLocal<>();

    private OwnChanges() {}

    /** Makes the change; returns how many rows it was. */
    public static int make(MutationQuery change) {
        Boolean before = RUNNING.get();
        RUNNING.set(Boolean.TRUE);
        try {
            return change.executeUpdate();
        } finally {
            if (before == null) {
                RUNNING.remove();
            }
        }
    }

    /** Whether this thread is making one. */
    public static boolean areRunning() {
        return RUNNING.get() != null;
    }
}
