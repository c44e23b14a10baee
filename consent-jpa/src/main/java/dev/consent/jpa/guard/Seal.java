package dev.consent.jpa.guard;

import java.util.function.Supplier;

/**
 * Whether guards hold for statements of the current thread. They always do, except inside {@link #broken}, which only
 * consent itself uses: to restore a hidden value before an update, to erase, and to count what is left.
 */
public final class Seal {

    private static final ThreadLocal<Boolean> BROKEN = ThreadLocal.withInitial(() -> Boolean.FALSE);

    private Seal() {}

    /** Runs the work with all guards open on this thread. Loads no entity: only values and counts may leave. */
    public static <T> T broken(Supplier<T> work) {
        Boolean before = BROKEN.get();
        BROKEN.set(Boolean.TRUE);
        try {
            return work.get();
        } finally {
            if (before) {
                BROKEN.set(before);
            } else {
                BROKEN.remove();
            }
        }
    }

    /** Runs the work with all guards in force, even within {@link #broken}. */
    public static <T> T intact(Supplier<T> work) {
        Boolean before = BROKEN.get();
        BROKEN.set(Boolean.FALSE);
        try {
            return work.get();
        } finally {
            BROKEN.set(before);
        }
    }

    static boolean isBroken() {
        return BROKEN.get();
    }
}
