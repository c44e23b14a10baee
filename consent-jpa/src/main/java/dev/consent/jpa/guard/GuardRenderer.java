package dev.consent.jpa.guard;

import dev.consent.jpa.mapping.Columns;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.Hop;
import dev.consent.jpa.mapping.RetentionRule;
import dev.consent.jpa.mapping.RowRule;
import dev.consent.jpa.mapping.SubjectLink;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes guards as SQL. This is the only place that does, so that rows, columns, collections and history tables cannot
 * disagree about what is hidden.
 */
public final class GuardRenderer {

    private final SubjectTable subjects;
    private final Markers markers;
    private final BitTest bits;

    public GuardRenderer(SubjectTable subjects, Markers markers, BitTest bits) {
        this.subjects = subjects;
        this.markers = markers;
        this.bits = bits;
    }

    /** How the database writes "these bits of a mask". */
    public interface BitTest {
        /** The bitwise and of two expressions. */
        String and(String mask, String wanted);

        /** A function, as H2 and Oracle have. */
        BitTest FUNCTION = (mask, wanted) -> "BITAND(" + mask + ", " + wanted + ")";

        /** An operator, as most databases have. */
        BitTest OPERATOR = (mask, wanted) -> "(" + mask + " & (" + wanted + "))";
    }

    /** Where the columns of the guarded row are found. */
    public enum Alias {
        /** Hibernate's own placeholder is written in front of every column. */
        TEMPLATE("{@}."),
        /** Columns are left bare, for fragments to which Hibernate adds the alias or that it uses without one. */
        NONE("");

        private final String prefix;

        Alias(String prefix) {
            this.prefix = prefix;
        }
    }

    /** The condition under which a row is there. */
    public String row(RowRule rule, Alias alias) {
        return sealed(at(rule, alias.prefix));
    }

    /** The condition under which the rows of a collection are there. */
    public String elements(Guard guard, Alias alias) {
        return sealed(exists(guard, alias.prefix));
    }

    /** The same rule one step further away: for rows that point at the ruled rows by their key. */
    public String through(RowRule rule, Columns reference, String table, Columns key, Alias alias) {
        String condition = "%s IN (SELECT %s FROM %s R0 WHERE %s)"
                .formatted(reference.value(alias.prefix), key.list("R0."), table, at(rule, "R0."));
        return sealed(condition);
    }

    private String at(RowRule rule, String prefix) {
        Guard guard = rule.guard();
        RetentionRule retention = rule.retention();
        String exists = guard == null ? "" : exists(guard, prefix);
        String term = retention == null ? "" : term(retention, prefix);
        return exists + (guard == null || retention == null ? "" : " AND ") + term;
    }

    /**
     * The expression that reads a column while its guard holds, and null or its placeholder otherwise.
     *
     * @param own the name of the column as SQL knows it
     * @param read how the column is read: its name, or the application's own read expression
     * @param otherwise the placeholder as a literal, or {@code null}
     * @param plain whether Hibernate replaces the column's name by itself wherever it occurs in the text
     * @return the expression, or {@code null} when the guard cannot be written without the column's own name
     */
    public @Nullable String column(Guard guard, String own, String read, @Nullable String otherwise, boolean plain) {
        String condition = sealed(scalar(guard));
        String end = otherwise == null ? " END" : " ELSE " + otherwise + " END";
        if (!plain) {
            return "CASE WHEN " + condition + " THEN " + read + end;
        }
        for (UnaryOperator<String> variant :
                List.<UnaryOperator<String>>of(UnaryOperator.identity(), GuardRenderer::upper, GuardRenderer::lower)) {
            String before = variant.apply("CASE WHEN " + condition + " THEN ");
            String after = variant.apply(end);
            if (!before.contains(own) && !after.contains(own)) {
                return before + read + after;
            }
        }
        return null;
    }

    /** Whether a guarded column reads as its stored value or as null, so that nothing is done to the value itself. */
    public static boolean hidesAndNothingElse(String read, String own) {
        return Markers.beginsGuardOfColumn(read) && Pattern.matches("(?is).* then \\Q{@}." + own + "\\E end", read);
    }

    private static String sealed(String condition) {
        return "(" + Markers.SEAL + " OR (" + condition + "))";
    }

    private String term(RetentionRule rule, String prefix) {
        String column = prefix + rule.column();
        return "(%s IS NULL OR %s > %s)".formatted(column, column, markers.term(rule));
    }

    private String exists(Guard guard, String prefix) {
        if (guard.stamp() != null) {
            return bits.and(prefix + guard.stamp(), markers.purposes(guard)) + " <> 0";
        }
        SubjectLink link = guard.link();
        String inForce = bits.and("S0." + subjects.mask(), markers.purposes(guard)) + " <> 0";
        if (link.hops().isEmpty()) {
            return "EXISTS (SELECT 1 FROM %s S0 WHERE %s AND %s)"
                    .formatted(subjects.name(), person(link, prefix + link.column()), inForce);
        }
        // The outer column stays outside the sub-select: where Hibernate writes it bare, a table on the way must not
        // be able to capture its name.
        return "%s IN (SELECT %s FROM %s, %s S0 WHERE %s AND %s)"
                .formatted(
                        link.start().value(prefix),
                        link.hops().get(0).match().list("H0."),
                        way(link.hops()),
                        subjects.name(),
                        person(link, last(link)) + joins(link.hops()),
                        inForce);
    }

    /** A column guard is a scalar: PostgreSQL may hash an EXISTS in a select list over the whole table. */
    private String scalar(Guard guard) {
        if (guard.stamp() != null) {
            return exists(guard, Alias.TEMPLATE.prefix);
        }
        SubjectLink link = guard.link();
        String mask = bits.and("S0." + subjects.mask(), markers.purposes(guard));
        if (link.hops().isEmpty()) {
            return "(SELECT %s FROM %s S0 WHERE %s) <> 0"
                    .formatted(mask, subjects.name(), person(link, "{@}." + link.column()));
        }
        return "(SELECT %s FROM %s, %s S0 WHERE %s AND %s = %s) <> 0"
                .formatted(
                        mask,
                        way(link.hops()),
                        subjects.name(),
                        person(link, last(link)) + joins(link.hops()),
                        link.hops().get(0).match().value("H0."),
                        link.start().value(Alias.TEMPLATE.prefix));
    }

    private String person(SubjectLink link, String key) {
        return "S0.%s = '%s' AND S0.%s = %s"
                .formatted(subjects.type(), link.subjectType().replace("'", "''"), subjects.key(), subjects.asKey(key));
    }

    private static String way(List<Hop> hops) {
        StringBuilder tables = new StringBuilder();
        for (int i = 0; i < hops.size(); i++) {
            tables.append(i == 0 ? "" : ", ")
                    .append(hops.get(i).table())
                    .append(" H")
                    .append(i);
        }
        return tables.toString();
    }

    private static String joins(List<Hop> hops) {
        StringBuilder joins = new StringBuilder();
        for (int i = 1; i < hops.size(); i++) {
            joins.append(" AND %s = %s"
                    .formatted(
                            hops.get(i).match().value("H" + i + "."),
                            hops.get(i - 1).next().value("H" + (i - 1) + ".")));
        }
        return joins.toString();
    }

    private static String last(SubjectLink link) {
        int index = link.hops().size() - 1;
        return link.hops().get(index).next().value("H" + index + ".");
    }

    private static String upper(String sql) {
        return outsideQuotes(sql, text -> text.toUpperCase(Locale.ROOT));
    }

    private static String lower(String sql) {
        return outsideQuotes(sql, text -> text.toLowerCase(Locale.ROOT));
    }

    /** Applies a change of case to everything that is neither a literal nor a quoted name. */
    private static String outsideQuotes(String sql, UnaryOperator<String> change) {
        StringBuilder result = new StringBuilder();
        int start = 0;
        char quote = 0;
        for (int i = 0; i < sql.length(); i++) {
            char here = sql.charAt(i);
            if (quote == 0 && (here == '\'' || here == '"' || here == '`')) {
                result.append(change.apply(sql.substring(start, i)));
                start = i;
                quote = here;
            } else if (quote == here) {
                result.append(sql, start, i + 1);
                start = i + 1;
                quote = 0;
            }
        }
        return result.append(quote == 0 ? change.apply(sql.substring(start)) : sql.substring(start))
                .toString();
    }
}
