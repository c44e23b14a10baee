package dev.consent.jpa.erasure;

import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.Elements;
import dev.consent.jpa.mapping.ErasurePlan.Field;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.ErasurePlan.Moments;
import dev.consent.jpa.mapping.Hop;
import dev.consent.jpa.mapping.Replacement;
import dev.consent.jpa.mapping.SubjectLink;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Erases what is personal in rows that stay: single values, and the elements of collections. */
final class ValueEraser {

    private final ErasurePlan.@Nullable Revisions revisions;
    private final Statements statements;
    private final Rescan rescan;
    private final Leaving leaving;

    ValueEraser(ErasurePlan.@Nullable Revisions revisions, Statements statements, Rescan rescan, Leaving leaving) {
        this.revisions = revisions;
        this.statements = statements;
        this.rescan = rescan;
        this.leaving = leaving;
    }

    /**
     * Whether values can be erased with the same statements. Those that say whom a row is about go by themselves, after
     * the others are known to be gone: without them these could not be found.
     */
    static boolean together(Field one, Field other) {
        return plain(one)
                && plain(other)
                && one.entity().equals(other.entity())
                && one.tables().equals(other.tables())
                && one.guard().link().equals(other.guard().link())
                && one.historyTables().equals(other.historyTables())
                && Objects.equals(one.historyLink(), other.historyLink())
                && Objects.equals(one.historyOwner(), other.historyOwner());
    }

    private static boolean plain(Field field) {
        return field.erasure() instanceof Replacement.Clear
                && Collections.disjoint(
                        field.columns(), field.guard().link().start().names());
    }

    /** Erases the values of one attribute, or of several that go {@link #together}, about people. */
    void about(List<Field> fields, String subjectId, Keys people) {
        Field first = fields.get(0);
        List<String> columns = fields.stream()
                .flatMap(field -> field.columns().stream())
                .distinct()
                .toList();
        String condition = Statements.about(first.guard().link());
        for (Keyed table : first.tables()) {
            fields.forEach(field -> leaving.values(field, field.erasure(), table, condition, people));
            replace(table, columns, first.erasure(), condition, people);
        }
        List<String> pastColumns = fields.stream()
                .flatMap(field -> field.historyColumns().stream())
                .distinct()
                .toList();
        first.historyTables().forEach(table -> {
            String past = Statements.past(first, table);
            scrub(table.table(), past, people);
            statements.blank(table.table(), pastColumns, past, people);
        });
        fields.forEach(field -> rescan.field(field, subjectId, people));
        rescan.finish();
    }

    /** Erases the values of an attribute in some rows. */
    void in(Field field, Replacement erasure, Keys rows) {
        for (Keyed table : field.tables()) {
            String condition = Statements.in(table.columns());
            leaving.values(field, erasure, table, condition, rows);
            replace(table, field.columns(), erasure, condition, rows);
        }
        field.historyTables().forEach(table -> {
            scrub(table.table(), Statements.in(table.columns()), rows);
            statements.blank(table.table(), field.historyColumns(), Statements.in(table.columns()), rows);
        });
        rescan.field(field, erasure, rows);
        rescan.finish();
    }

    private void replace(Keyed table, List<String> columns, Replacement erasure, String condition, Keys values) {
        if (erasure instanceof Replacement.Computed computed) {
            statements.compute(table, columns.get(0), computed, condition, values);
        } else if (erasure instanceof Replacement.Fixed fixed) {
            String literal = fixed.placeholder().literal();
            statements.replace(table.table(), columns.get(0), literal, condition, values);
        } else {
            statements.blank(table.table(), columns, condition, values);
        }
    }

    /** Empties a collection for people. */
    void about(Elements elements, String subjectId, Keys people) {
        String about = Statements.about(elements.guard().link());
        leaving.elements(elements, about, people);
        statements.delete(elements.keyed().table(), about, people);
        Keyed past = elements.past();
        if (past != null) {
            past(elements, past, people);
        }
        rescan.elements(elements, subjectId, people);
        rescan.finish();
    }

    /** Deletes what a collection held while its owner was about them. */
    private void past(Elements elements, Keyed past, Keys people) {
        String ever = Statements.about(elements.guard().link().ofHistory());
        SubjectLink link = elements.ofOwners();
        if (link == null) {
            delete(past, ever, people);
            return;
        }
        String about = Statements.about(link);
        Hop owner = elements.guard().link().hops().get(0);
        String owners = Objects.requireNonNull(owner.history());
        Moments moments = Objects.requireNonNull(elements.moments());
        String others = Formerly.about(
                        past,
                        moments,
                        owners,
                        owner.match(),
                        link.start().present("") + " and not (" + about + ")",
                        ever)
                .stream()
                .map(condition -> " and not (" + condition + ")")
                .collect(Collectors.joining());
        delete(past, ever + others, people);
        String notAgain = statements.onlyCount() ? " and not (" + ever + ")" : "";
        Keys start = link.hops().isEmpty() || statements.onlyCount()
                ? people
                : statements.reached(link, elements.startTypes(), people);
        Formerly.about(past, moments, owners, owner.match(), about)
                .forEach(condition -> delete(past, condition + notAgain, people));
        rescan.former(elements, start);
    }

    private void delete(Keyed past, String condition, Keys people) {
        scrub(past.table(), condition, people);
        statements.delete(past.table(), condition, people);
    }

    /** Empties the collection of some owners. */
    void in(Elements elements, Keys owners) {
        leaving.elements(elements, Statements.in(elements.keyed().columns()), owners);
        statements.delete(elements.keyed(), owners);
        Keyed past = elements.past();
        if (past != null) {
            scrub(past.table(), Statements.in(past.columns()), owners);
            statements.delete(past, owners);
        }
        rescan.elements(elements, owners);
        rescan.finish();
    }

    /** Empties what the revisions themselves say about those who are forgotten in them. */
    void scrub(String history, String condition, Keys values) {
        scrub(history, condition, values, null);
    }

    /** @param others the other keys of the condition, or {@code null} when it has none */
    void scrub(String history, String condition, Keys values, @Nullable Keys others) {
        if (revisions == null) {
            return;
        }
        String among = " in (select " + revisions.reference() + " from " + history + " h where " + condition + ")";
        revisions
                .collections()
                .forEach(elements ->
                        statements.delete(elements.table(), elements.columns().value("") + among, values, others));
        if (!revisions.columns().isEmpty()) {
            statements.blank(
                    revisions.found().table(),
                    revisions.columns(),
                    revisions.found().columns().value("") + among,
                    values,
                    others);
        }
    }
}
