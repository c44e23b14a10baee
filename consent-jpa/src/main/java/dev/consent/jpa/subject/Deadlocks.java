package dev.consent.jpa.subject;

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

    /**
     * Runs the step, again where a deadlock undid it. A database that gave up the whole transaction has no state to go
     * back to: then the failure is the caller's, and nothing of the transaction is left.
     */
    static void retry(Connection connection, Step step) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            Savepoint before = connection.setSavepoint();
            try {
                step.run();
                connection.releaseSavepoint(before);
                return;
            } catch (SQLException failure) {
                if (attempt == ATTEMPTS || !STATES.contains(failure.getSQLState())) {
                    throw failure;
                }
                goBack(connection, before, failure);
            }
        }
    }

    private static void goBack(Connection connection, Savepoint before, SQLException failure) throws SQLException {
        try {
            connection.rollback(before);
        } catch (SQLException gone) {
            failure.addSuppressed(gone);
            throw failure;
        }
    }
}
