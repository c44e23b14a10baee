package dev.consent.jpa.erasure;

import java.util.Map;
import org.hibernate.Session;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.MySQLDialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * How many rows one erasing transaction may change. What is too much for one is either not begun, or done in several:
 * then each statement takes no more than what is left, and the same statements run again in the next transaction, until
 * they find nothing.
 */
abstract class Portion {

    /** The condition of a statement on a table, with which it changes no more rows than it may. */
    abstract String within(String table, String condition);

    /** Told how many rows this will be about at least, before anything is changed. */
    void expect(int rows) {
        // where it is done in steps, it does not matter
    }

    /** Whether a statement may wait for the next one, because it does not depend on how many rows it changes. */
    boolean waits() {
        return false;
    }

    /** Whatever comes until the {@link #end} is done as a whole. */
    void begin() {
        // only steps end in between
    }

    /** Whatever came since the {@link #begin} was done as a whole. */
    void end(Map<String, Long> counts) {
        // only steps end in between
    }

    /** Whether rows are counted instead of changed. */
    boolean onlyCounts() {
        return false;
    }

    /** Notes that rows were changed. */
    abstract void took(int rows, Map<String, Long> counts);

    /** Thrown before anything was changed, or to have the transaction undone: this is too much for it. */
    static final class TooMuchException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuchException() {
            super("more rows than one transaction may change", null, false, false);
        }
    }

    /** Thrown when a transaction has done what it may: commit it, and go on in the next one. */
    static final class EnoughException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // never leaves the thread
        private final Map<String, Long> counts;

        EnoughException(Map<String, Long> counts) {
            super("as many rows as one transaction may change", null, false, false);
            this.counts = Map.copyOf(counts);
        }

        /** What was changed, per table. */
        Map<String, Long> counts() {
            return counts;
        }
    }

    /** Nothing: rows are counted instead of changed. */
    static Portion none() {
        return new Portion() {
            @Override
            String within(String table, String condition) {
                return condition;
            }

            @Override
            void took(int rows, Map<String, Long> counts) {
                // nothing was changed
            }

            @Override
            boolean onlyCounts() {
                return true;
            }
        };
    }

    /** All, in one transaction, however much it is. */
    static Portion all() {
        return atOnce(Long.MAX_VALUE);
    }

    /** All in one transaction, unless it is more rows than this. */
    static Portion atOnce(long most) {
        return new Portion() {
            private long left = most;

            @Override
            String within(String table, String condition) {
                return condition;
            }

            @Override
            boolean waits() {
                return true;
            }

            @Override
            void expect(int rows) {
                if (rows > left) {
                    throw new TooMuchException();
                }
            }

            @Override
            void took(int rows, Map<String, Long> counts) {
                left -= rows;
                if (left < 0) {
                    throw new TooMuchException();
                }
            }
        };
    }

    /** As many rows as this, and then enough. */
    static Portion step(Session session, int most) {
        Dialect dialect = ((SessionFactoryImplementor) session.getSessionFactory())
                .getJdbcServices()
                .getDialect();
        String rowId = dialect.rowId("rowid");
        return new Portion() {
            private int left = most;
            private boolean whole;

            @Override
            String within(String table, String condition) {
                return whole ? condition : limited(dialect, rowId, table, condition, left);
            }

            @Override
            void begin() {
                whole = true;
            }

            @Override
            void end(Map<String, Long> counts) {
                whole = false;
                took(0, counts);
            }

            @Override
            void took(int rows, Map<String, Long> counts) {
                left -= rows;
                if (left <= 0 && !whole) {
                    throw new EnoughException(counts);
                }
            }
        };
    }

    private static String limited(Dialect dialect, @Nullable String rowId, String table, String condition, int most) {
        if (dialect instanceof MySQLDialect) {
            return condition + " limit " + most;
        }
        if (dialect instanceof H2Dialect) {
            // It would look for these rows again for each row of the table.
            return condition + " fetch first " + most + " rows only";
        }
        return rowId == null
                ? condition
                : rowId + " in (select " + rowId + " from " + table + " where " + condition + " fetch first " + most
                        + " rows only)";
    }
}
