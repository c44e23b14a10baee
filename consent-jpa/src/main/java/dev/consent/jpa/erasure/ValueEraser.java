package dev.consent.jpa.erasure;

import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.Elements;
import dev.consent.jpa.mapping.ErasurePlan.Field;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.Replacement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Erases what is personal in rows that stay: single values, and the elements of collections. */
final class ValueEraser {

    private final ErasurePlan.@Nullable Revisions revisions;
    private final Statements statements;
    private final Rescan rescan;

    ValueEraser(ErasurePlan.@Nullable Revisions revisions, Statements statements, Rescan rescan) {
        this.revisions = revisions;
        this.statements = statements;
        this.rescan = rescan;
    }

    /** Erases the values of an attribute about people. */
    void about(Field field, String subjectId, Keys people) {
        String condition = Statements.about(field.guard().link());
        field.tables().forEach(table -> replace(table, field, field.erasure(), condition, people));
        if (!field.historyTables().isEmpty()) {
            String past = Statements.about(Objects.requireNonNull(field.historyLink()));
            field.historyTables().forEach(table -> {
                scrub(table.table(), past, people);
                statements.blank(table.table(), field.columns(), past, people);
            });
        }
        rescan.field(field, subjectId, people);
    }

    /** Erases the values of an attribute in some rows. */
    void in(Field field, Replacement erasure, Keys rows) {
        field.tables().forEach(table -> replace(table, field, erasure, Statements.in(table.columns()), rows));
        field.historyTables().forEach(table -> {
            scrub(table.table(), Statements.in(table.columns()), rows);
            statements.blank(table.table(), field.columns(), Statements.in(table.columns()), rows);
        });
        rescan.field(field, erasure, rows);
    }

    private void replace(Keyed table, Field field, Replacement erasure, String condition, Keys values) {
        if (erasure instanceof Replacement.Computed computed) {
            statements.compute(table, field.columns().get(0), computed, condition, values);
        } else if (erasure instanceof Replacement.Fixed fixed) {
            String literal = fixed.placeholder().literal();
            statements.replace(table.table(), field.columns().get(0), literal, condition, values);
        } else {
            statements.blank(table.table(), field.columns(), condition, values);
        }
    }

    /** Empties a collection for people. */
    void about(Elements elements, String subjectId, Keys people) {
        statements.delete(
                elements.keyed().table(), Statements.about(elements.guard().link()), people);
        Keyed past = elements.past();
        if (past != null) {
            String ever = Statements.about(elements.guard().link().ofHistory());
            scrub(past.table(), ever, people);
            statements.delete(past.table(), ever, people);
        }
        rescan.elements(elements, subjectId, people);
    }

    /** Empties the collection of some owners. */
    void in(Elements elements, Keys owners) {
        statements.delete(elements.keyed(), owners);
        Keyed past = elements.past();
        if (past != null) {
            scrub(past.table(), Statements.in(past.columns()), owners);
            statements.delete(past, owners);
        }
        rescan.elements(elements, owners);
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
