package dev.consent.jpa.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Set;

/** Repeats a step of a transaction that the database chose to give up for another transaction. */
final class Deadlocks {

    private static final int ATTEMPTS = 3;

    /** Deadlock in PostgreSQL; deadlock or failed serialization elsewhere. */
    private static final Set<String> STATES = Set.of("40P01", "40001");

    private Deadlocks() {}

    /** A step that may be run again from the state it began in. */
    interface Step {
        void run() throws SQLException;
    }

    /** Runs the step, again where a deadlock undid it, from a savepoint of its own. */
    static void retry(Connection connection, Step step) throws SQLException {
        Savepoint[] before = new Savepoint[1];
        retry(
                () -> {
                    before[0] = connection.setSavepoint();
                    step.run();
                    connection.releaseSavepoint(before[0]);
                },
                () -> connection.rollback(before[0]));
    }

    /**
     * Runs the step, again where a deadlock undid it. A database that gave up the whole transaction has no state to go
     * back to: then the failure is the caller's, and nothing of the transaction is left.
     *
     * @param back goes back to where the step began
     */
    static void retry(Step step, Step back) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                step.run();
                return;
            } catch (SQLException failure) {
                if (attempt == ATTEMPTS || !STATES.contains(failure.getSQLState())) {
                    throw failure;
                }
                goBack(back, failure);
            }
        }
    }

    private static void goBack(Step back, SQLException failure) throws SQLException {
        try {
            back.run();
        } catch (SQLException gone) {
            failure.addSuppressed(gone);
            throw failure;
        }
    }
}
