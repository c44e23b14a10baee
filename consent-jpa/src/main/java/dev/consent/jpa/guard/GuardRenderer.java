package dev.consent.jpa.guard;

import dev.consent.jpa.mapping.Columns;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.Hop;
import dev.consent.jpa.mapping.Part;
import dev.consent.jpa.mapping.RetentionRule;
import dev.consent.jpa.mapping.RowRule;
import dev.consent.jpa.mapping.SubjectLink;
import dev.consent.jpa.mapping.ValueTerm;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes guards as SQL. This is the only place that does, so that rows, columns, collections and history tables cannot
 * disagree about what is hidden.
 */
public final class GuardRenderer {

    /** Where the guarded value stands in its own guard; no digit or letter, as no name of a column is one. */
    private static final String VALUE = "??";

    private final SubjectTable subjects;
    private final Markers markers;
    private final BitTest bits;

    /** Ways to write the same guard, for where a column's own name occurs in its guard. */
    private final List<UnaryOperator<String>> variants;

    /** @param anyCase whether the database takes a table by its name in any case */
    public GuardRenderer(SubjectTable subjects, Markers markers, BitTest bits, boolean anyCase) {
        this.variants = anyCase
                ? List.of(UnaryOperator.identity(), GuardRenderer::upper, GuardRenderer::lower)
                : List.of(UnaryOperator.identity());
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

    /**
     * The same for a collection with a term.
     *
     * @param rule the term, counted from dates of the owner
     * @param reference the columns that hold the key of the owner
     * @param owners where the rows of the owner are found
     * @param key the key there
     */
    public String elements(
            Guard guard, RetentionRule rule, Columns reference, String owners, Columns key, Alias alias) {
        String running = "%s IN (SELECT %s FROM %s R0 WHERE %s)"
                .formatted(reference.value(alias.prefix), key.list("R0."), owners, term(rule, "R0."));
        return sealed(exists(guard, alias.prefix) + " AND " + running);
    }

    /** The same rule one step further away: for rows that point at the ruled rows by their key. */
    public String through(RowRule rule, Columns reference, String table, Columns key, Alias alias) {
        String condition = "%s IN (SELECT %s FROM %s R0 WHERE %s)"
                .formatted(reference.value(alias.prefix), key.list("R0."), table, at(rule, "R0."));
        return sealed(condition);
    }

    private String at(RowRule rule, String prefix) {
        if (rule.part() instanceof Part.ByColumn part) {
            return "(" + part.isOther(prefix) + " OR (" + holds(rule, prefix, prefix) + "))";
        }
        if (rule.part() instanceof Part.ByTable part) {
            // A scalar again, and what is unknown counts as not holding.
            return "COALESCE((SELECT CASE WHEN %s THEN 1 ELSE 0 END FROM %s P0 WHERE %s = %s), 1) = 1"
                    .formatted(
                            holds(rule, part.link() ? "P0." : prefix, part.term() ? "P0." : prefix),
                            part.table(),
                            part.key().value("P0."),
                            part.root().value(prefix));
        }
        return holds(rule, prefix, prefix);
    }

    private String holds(RowRule rule, String link, String date) {
        Guard guard = rule.guard();
        RetentionRule retention = rule.hiding();
        if (guard == null && retention == null) {
            return "1 = 1"; // erased at the end of its term, and seen until then
        }
        String exists = guard == null ? "" : exists(guard, link);
        String term = retention == null ? "" : term(retention, date);
        return exists + (guard == null || retention == null ? "" : " AND ") + term;
    }

    /**
     * The expression that reads a column while its guard holds, and null or its placeholder otherwise.
     *
     * @param terms the terms from whose end the value is hidden
     * @param own the name of the column as SQL knows it
     * @param read how the column is read: its name, or the application's own read expression
     * @param otherwise the placeholder as a literal, or {@code null}
     * @param plain whether Hibernate replaces the column's name by itself wherever it occurs in the text
     * @return the expression, or {@code null} when the guard cannot be written without the column's own name
     */
    public @Nullable String column(
            Guard guard, List<ValueTerm> terms, String own, String read, @Nullable String otherwise, boolean plain) {
        String running = terms.stream()
                .map(term -> " AND " + running(term, Alias.TEMPLATE.prefix))
                .collect(Collectors.joining());
        String condition = sealed(scalar(guard, Alias.TEMPLATE.prefix) + running);
        String end = otherwise == null ? " END" : " ELSE " + otherwise + " END";
        if (!plain) {
            return "CASE WHEN " + condition.replace(VALUE, read) + " THEN " + read + end;
        }
        for (UnaryOperator<String> variant : variants) {
            String before = variant.apply("CASE WHEN " + condition + " THEN ");
            String after = variant.apply(end);
            if (!before.contains(own) && !after.contains(own)) {
                return before.replace(VALUE, read) + read + after;
            }
        }
        return null;
    }

    /** Whether a guarded column reads as its stored value or as null, so that nothing is done to the value itself. */
    public static boolean hidesAndNothingElse(String read, String own) {
        return Markers.beginsGuardOfColumn(read) && Pattern.matches("(?is).* then \\Q{@}." + own + "\\E end", read);
    }

    /** The condition that one of these bits is set in the copy of the mask in a row that is being written. */
    public String copied(String stamp, long wanted) {
        return bits.and(stamp, Long.toString(wanted)) + " <> 0";
    }

    private static String sealed(String condition) {
        return "(" + Markers.SEAL + " OR (" + condition + "))";
    }

    /** The condition under which one of the terms has not ended. */
    private String term(RetentionRule rule, String prefix) {
        return rule.terms().stream()
                .map(term -> "%1$s IS NULL OR %1$s > %2$s".formatted(prefix + term.column(), markers.term(term)))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** The same, or nothing of the value in the column is left to be erased. */
    private String running(ValueTerm term, String prefix) {
        String running = term(term.rule(), prefix);
        return term.left().isEmpty()
                ? running
                : "(" + running + " OR NOT (" + term.left().replace("?", VALUE) + "))";
    }

    private String exists(Guard guard, String prefix) {
        if (guard.stamp() != null) {
            return bits.and(prefix + guard.stamp(), markers.purposes(guard)) + " <> 0";
        }
        SubjectLink link = guard.link();
        if (link.hops().isEmpty()) {
            return "EXISTS (SELECT 1 FROM %s S0 WHERE %s)"
                    .formatted(subjects.name(), allows(guard, "S0", prefix + link.column()));
        }
        if (!link.single() && !prefix.isEmpty()) {
            return scalar(guard, prefix); // never hashed over all links, as PostgreSQL does with IN beside the seal
        }
        // The outer column stays outside the sub-select: where Hibernate writes it bare, a table on the way must not
        // be able to capture its name.
        return "%s IN (SELECT %s FROM %s, %s S0 WHERE %s)"
                .formatted(
                        link.start().value(prefix),
                        link.hops().get(0).match().list("H0."),
                        way(link.hops(), "H"),
                        subjects.name(),
                        allows(guard, "S0", last(link.hops(), "H")) + joins(link.hops(), "H") + unanimous(guard));
    }

    /** A column guard is a scalar: PostgreSQL may hash an EXISTS in a select list over the whole table. */
    private String scalar(Guard guard, String prefix) {
        if (guard.stamp() != null) {
            return exists(guard, prefix);
        }
        SubjectLink link = guard.link();
        String mask = bits.and("S0." + subjects.mask(), markers.purposes(guard));
        if (link.hops().isEmpty()) {
            return "(SELECT %s FROM %s S0 WHERE %s) <> 0"
                    .formatted(mask, subjects.name(), person(link, "S0", prefix + link.column()));
        }
        String key = last(link.hops(), "H");
        return "(SELECT %s FROM %s, %s S0 WHERE %s AND %s = %s) <> 0"
                .formatted(
                        link.single() ? mask : "MAX(1)",
                        way(link.hops(), "H"),
                        subjects.name(),
                        (link.single() ? person(link, "S0", key) : allows(guard, "S0", key) + unanimous(guard))
                                + joins(link.hops(), "H"),
                        link.hops().get(0).match().value("H0."),
                        link.start().value(prefix));
    }

    /** Where a row is about several people: none of its links leads to anybody who does not allow it. */
    private String unanimous(Guard guard) {
        List<Hop> hops = guard.link().hops();
        Hop links = guard.link().links();
        if (links == null) {
            return "";
        }
        String row = links.match().value("H" + hops.indexOf(links) + ".");
        List<Hop> onwards = hops.subList(hops.indexOf(links) + 1, hops.size());
        String open = " AND " + dissent(guard, links.table(), links, onwards, row, "");
        if (!guard.link().past() || links.history() == null) {
            return open;
        }
        // Removals are in the history too, some of them without the person they removed.
        String known = " AND " + links.next().present("L0.");
        return open + " AND " + dissent(guard, links.history(), links, onwards, row, known);
    }

    private String dissent(Guard guard, String table, Hop links, List<Hop> onwards, String row, String condition) {
        String next = links.next().value("L0.");
        String allowed = onwards.isEmpty()
                ? "SELECT 1 FROM %s S1 WHERE %s".formatted(subjects.name(), allows(guard, "S1", next))
                : "SELECT 1 FROM %s, %s S1 WHERE %s AND %s = %s"
                        .formatted(
                                way(onwards, "T"),
                                subjects.name(),
                                allows(guard, "S1", last(onwards, "T")) + joins(onwards, "T"),
                                onwards.get(0).match().value("T0."),
                                next);
        return "NOT EXISTS (SELECT 1 FROM %s L0 WHERE %s = %s%s AND NOT EXISTS (%s))"
                .formatted(table, links.match().value("L0."), row, condition, allowed);
    }

    private String allows(Guard guard, String subject, String key) {
        return person(guard.link(), subject, key) + " AND "
                + bits.and(subject + "." + subjects.mask(), markers.purposes(guard)) + " <> 0";
    }

    private String person(SubjectLink link, String subject, String key) {
        return "%s.%s = '%s' AND %s.%s = %s"
                .formatted(
                        subject,
                        subjects.type(),
                        link.subjectType().replace("'", "''"),
                        subject,
                        subjects.key(),
                        subjects.asKey(key));
    }

    private static String way(List<Hop> hops, String alias) {
        StringBuilder tables = new StringBuilder();
        for (int i = 0; i < hops.size(); i++) {
            tables.append(i == 0 ? "" : ", ")
                    .append(hops.get(i).table())
                    .append(' ')
                    .append(alias)
                    .append(i);
        }
        return tables.toString();
    }

    private static String joins(List<Hop> hops, String alias) {
        StringBuilder joins = new StringBuilder();
        for (int i = 1; i < hops.size(); i++) {
            joins.append(" AND %s = %s"
                    .formatted(
                            hops.get(i).match().value(alias + i + "."),
                            hops.get(i - 1).next().value(alias + (i - 1) + ".")));
        }
        return joins.toString();
    }

    private static String last(List<Hop> hops, String alias) {
        int index = hops.size() - 1;
        return hops.get(index).next().value(alias + index + ".");
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
