package dev.consent.jpa.guard;

import dev.consent.jpa.mapping.DatedTerm;
import dev.consent.jpa.mapping.Guard;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * The places in a guard that are filled in at each execution. A marker that is not filled in hides: the seal reads as
 * intact, a purpose as no bit at all, a term as over since ever. Markers are digits only, because Hibernate replaces a
 * column's own name wherever it occurs in the text of its guard.
 */
public final class Markers {

    /** A condition that is false, and is made true to open all guards of a statement. */
    static final String SEAL = "'72030'='72031'";

    private static final Pattern COLUMN = Pattern.compile("(?i)case when \\(" + Pattern.quote(SEAL));

    private static final Pattern ALTERNATIVE = Pattern.compile("(?i)" + Pattern.quote(SEAL) + " or ");

    static final String SEAL_BROKEN = "'72031'='72031'";

    /** The factor nought keeps the number of the purposes harmless until it is replaced by their bits. */
    static final String PURPOSES = "0*7203";

    /** A date in a far year keeps every row over its term until it is replaced by the cut-off. */
    static final String TERM = "'9999-12-31 23:59:59.00";

    /** A term with its number, which {@link #term(int)} takes. */
    static final Pattern NUMBERED_TERM = Pattern.compile(Pattern.quote(TERM) + "(\\d{4})'");

    private final List<Guard> guards = new CopyOnWriteArrayList<>();
    private final List<DatedTerm> terms = new CopyOnWriteArrayList<>();

    /** Whether a text carries a guard. */
    public static boolean isIn(String sql) {
        return sql.contains(SEAL);
    }

    /**
     * The same guards without the alternative of opening them. It is false either way, but as long as it stands there
     * PostgreSQL makes no semi-join of what it is an alternative to, and may read all masks for one row.
     */
    static String withoutSeals(String sql) {
        return ALTERNATIVE.matcher(sql).replaceAll("");
    }

    /** Whether a literal of the application holds what would be taken for a marker, or for Hibernate's own template. */
    public static boolean resemble(String literal) {
        return literal.contains(PURPOSES) || literal.contains(TERM) || isIn(literal) || literal.contains("{@}");
    }

    /** Whether a text reads a column through its guard. */
    static boolean readsColumn(String sql) {
        return COLUMN.matcher(sql).find();
    }

    /** Whether a text is the guard of a column and what it guards. */
    static boolean beginsGuardOfColumn(String read) {
        return COLUMN.matcher(read).lookingAt();
    }

    /** Stands for the purposes of a guard, as far as its audiences leave them open. */
    String purposes(Guard guard) {
        return PURPOSES
                + number(
                        guards,
                        guards.stream().filter(guard::asksTheSameAs).findFirst().orElse(guard));
    }

    String term(DatedTerm rule) {
        return TERM + number(terms, rule) + "'";
    }

    Guard guard(int number) {
        return guards.get(number - FIRST);
    }

    DatedTerm term(int number) {
        return terms.get(number - FIRST);
    }

    /** Four digits each, so that no marker is the beginning of another. */
    private static final int FIRST = 1000;

    private static <T> int number(List<T> known, T value) {
        int index = known.indexOf(value);
        if (index < 0) {
            known.add(value);
            index = known.size() - 1;
        }
        return FIRST + index;
    }
}
