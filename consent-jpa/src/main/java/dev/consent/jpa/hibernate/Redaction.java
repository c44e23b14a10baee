package dev.consent.jpa.hibernate;

import java.sql.BatchUpdateException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes values out of what a database says went wrong. A violated constraint or a value that does not fit is reported
 * with the values of the row; such messages end in logs and on error pages.
 */
final class Redaction {

    /** The classes of SQLSTATE that are about connections, transactions, locks, rights and syntax, not about values. */
    private static final Set<String> WITHOUT_VALUES =
            Set.of("08", "0A", "25", "28", "40", "42", "53", "54", "55", "57", "58");

    /** Times that were up. Anything else of its class may be about a value that a function was given. */
    private static final String TIMEOUT = "HYT";

    private static final String CONSTRAINT = "23";

    // Values may have several lines, and end where the message does.
    private static final Pattern VALUES = Pattern.compile("(?s)VALUES \\(.*\\)");
    private static final Pattern DUPLICATE = Pattern.compile("(?s)'.*'(?= for key )");
    private static final Pattern QUOTED = Pattern.compile("(?s)'.*'");
    // Servers speak the language of their administrators, with its quotation marks.
    private static final String MARKS = "[\"'\u00ab\u00bb\u2018-\u201f\u2039\u203a\u300c-\u300f]";
    private static final Pattern ANY_QUOTED = Pattern.compile("(?s)" + MARKS + "(?:.*" + MARKS + "|.*)");

    /** The level a server begins with, which ends with a colon as what comes before a value does. */
    private static final Pattern LEVEL = Pattern.compile("^\\p{Lu}+\\h?: ");

    private static final Pattern UNQUOTED = Pattern.compile("\\h*:(?!\\h*\u2026)");
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");

    /** Where H2 repeats the statement, with everything that is written in it. */
    private static final Pattern STATEMENT = Pattern.compile("(?s); SQL statement:.*");

    /** Makes a failure of one class. */
    private interface Failure {
        SQLException of(@Nullable String message, @Nullable String state, int code);
    }

    /** The classes that Hibernate tells failures apart by. */
    private static final Map<Class<? extends SQLException>, Failure> CLASSES = Map.of(
            SQLIntegrityConstraintViolationException.class, SQLIntegrityConstraintViolationException::new,
            SQLDataException.class, SQLDataException::new,
            SQLSyntaxErrorException.class, SQLSyntaxErrorException::new,
            SQLTimeoutException.class, SQLTimeoutException::new,
            SQLTransactionRollbackException.class, SQLTransactionRollbackException::new);

    private Redaction() {}

    /** The same failure without values; the failure itself where it holds none. */
    static SQLException of(SQLException failure) {
        // The message of a batch repeats the statement with its values; what failed in it comes behind.
        SQLException cause = failure instanceof BatchUpdateException batch ? behind(batch) : failure;
        String kind = kind(cause);
        if (tellsNoValues(cause, kind) && !(cause instanceof BatchUpdateException)) {
            Matcher statement = STATEMENT.matcher(String.valueOf(cause.getMessage()));
            return statement.find() ? like(cause, withoutLiterals(statement.replaceAll(""))) : cause;
        }
        return like(cause, message(cause, kind));
    }

    private static boolean tellsNoValues(SQLException failure, String kind) {
        String state = failure.getSQLState();
        return WITHOUT_VALUES.contains(kind) || (state != null && state.startsWith(TIMEOUT));
    }

    /** A failure with another message, of the class it was. */
    private static SQLException like(SQLException failure, @Nullable String message) {
        String state = failure.getSQLState();
        int code = failure.getErrorCode();
        SQLException redacted = CLASSES.entrySet().stream()
                .filter(known -> known.getKey().isInstance(failure))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(SQLException::new)
                .of(message, state, code);
        redacted.setStackTrace(failure.getStackTrace());
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
        if (failure.getMessage() == null || failure instanceof BatchUpdateException) {
            return "the statement failed";
        }
        String message = STATEMENT.matcher(failure.getMessage()).replaceAll("");
        if (!kind.equals(CONSTRAINT)) {
            return beforeValue(first(ANY_QUOTED.matcher(message).replaceAll("…")));
        }
        // Names of constraints, tables and columns stay: Hibernate and whoever mends it need them.
        String named = DUPLICATE
                .matcher(VALUES.matcher(message).replaceAll("VALUES (…)"))
                .replaceAll("…");
        return first(named.contains(" for key ") ? named : QUOTED.matcher(named).replaceAll("…"));
    }

    /** Drivers of databases put some values behind a colon, without quotation marks. */
    private static String beforeValue(String message) {
        Matcher level = LEVEL.matcher(message);
        Matcher value = UNQUOTED.matcher(message);
        return value.find(level.find() ? level.end() : 0) ? message.substring(0, value.start()) : message;
    }

    /** Details follow on lines of their own. */
    private static String first(String message) {
        return message.lines().findFirst().orElse("");
    }

    /** A statement without the values that were written into its text. */
    static String withoutLiterals(String sql) {
        return LITERAL.matcher(sql).replaceAll("'…'");
    }
}
