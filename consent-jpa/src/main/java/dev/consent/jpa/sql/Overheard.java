package dev.consent.jpa.sql;

import org.jspecify.annotations.Nullable;

/** Hears what Hibernate is about to say to the database, and keeps it from saying it. */
public final class Overheard {

    private static final ThreadLocal<Boolean> LISTENING = new ThreadLocal<>();

    private Overheard() {}

    /** Called with every statement before it is prepared. */
    public static void note(String sql) {
        if (LISTENING.get() != null) {
            LISTENING.remove();
            throw new Heard(sql);
        }
    }

    /** The first statement that running a query would send. Nothing is sent. */
    static String in(Runnable query) {
        LISTENING.set(Boolean.TRUE);
        try {
            query.run();
        } catch (RuntimeException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof Heard heard) {
                    return heard.sql;
                }
            }
            throw failure;
        } finally {
            LISTENING.remove();
        }
        throw new IllegalStateException("the query was run without a statement");
    }

    private static final class Heard extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String sql;

        Heard(String sql) {
            super("the statement was heard", null, false, false);
            this.sql = sql;
        }

        @Override
        public @Nullable Throwable getCause() {
            return null;
        }
    }
}
