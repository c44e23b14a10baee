package dev.consent.jpa.hibernate;

import java.sql.BatchUpdateException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes values out of what a database says went wrong. A violated constraint or a value that does not fit is reported
 * with the values of the row; such messages end in logs and on error pages.
 */
final class Redaction {

    /** The classes of SQLSTATE that are about connections, transactions, locks, rights and syntax, not about values. */
    private static final Set<String> WITHOUT_VALUES =
            Set.of("08", "0A", "25", "28", "40", "42", "53", "54", "55", "57", "58", "HY");

    private static final String CONSTRAINT = "23";

    // Values may have several lines, and end where the message does.
    private static final Pattern VALUES = Pattern.compile("(?s)VALUES \\(.*\\)");
    private static final Pattern DUPLICATE = Pattern.compile("(?s)'.*'(?= for key )");
    private static final Pattern QUOTED = Pattern.compile("(?s)'.*'");
    private static final Pattern ANY_QUOTED = Pattern.compile("(?s)[\"'](?:.*[\"']|.*)");
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");

    private Redaction() {}

    /** The same failure without values; the failure itself where it holds none. */
    static SQLException of(SQLException failure) {
        // The message of a batch repeats the statement with its values; what failed in it comes behind.
        SQLException cause = failure instanceof BatchUpdateException batch ? behind(batch) : failure;
        String kind = kind(cause);
        if (WITHOUT_VALUES.contains(kind) && !(cause instanceof BatchUpdateException)) {
            return cause;
        }
        String message = message(cause, kind);
        // Of the class it was: Hibernate tells failures apart by that first.
        SQLException redacted = cause instanceof SQLIntegrityConstraintViolationException
                ? new SQLIntegrityConstraintViolationException(message, cause.getSQLState(), cause.getErrorCode())
                : cause instanceof SQLDataException
                        ? new SQLDataException(message, cause.getSQLState(), cause.getErrorCode())
                        : new SQLException(message, cause.getSQLState(), cause.getErrorCode());
        redacted.setStackTrace(cause.getStackTrace());
        return redacted;
    }

    private static SQLException behind(BatchUpdateException batch) {
        if (batch.getNextException() != null) {
            return batch.getNextException();
        }
        return batch.getCause() instanceof SQLException first ? first : batch;
    }

    private static String kind(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.length() < 2 ? "" : state.substring(0, 2);
    }

    private static @Nullable String message(SQLException failure, String kind) {
        String message = failure.getMessage();
        if (message == null || failure instanceof BatchUpdateException) {
            return "the statement failed";
        }
        if (!kind.equals(CONSTRAINT)) {
            return first(ANY_QUOTED.matcher(message).replaceAll("…"));
        }
        // Names of constraints, tables and columns stay: Hibernate and whoever mends it need them.
        String named = DUPLICATE
                .matcher(VALUES.matcher(message).replaceAll("VALUES (…)"))
                .replaceAll("…");
        return first(named.contains(" for key ") ? named : QUOTED.matcher(named).replaceAll("…"));
    }

    /** Details follow on lines of their own. */
    private static String first(String message) {
        return message.lines().findFirst().orElse("").replace("; SQL statement:", "");
    }

    /** A statement without the values that were written into its text. */
    static String withoutLiterals(String sql) {
        return LITERAL.matcher(sql).replaceAll("'…'");
    }
}
