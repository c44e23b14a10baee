package dev.consent.jpa.erasure;

import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.Blanked;
import dev.consent.jpa.mapping.ErasurePlan.History;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.ErasurePlan.Row;
import dev.consent.jpa.mapping.Guard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Erases rows that are meant, with what goes by their keys, and redacts their history. */
final class RowEraser {

    private final ErasurePlan plan;
    private final Statements statements;
    private final Rescan rescan;
    private final ValueEraser values;
    private final Meant meant;
    private final Leaving leaving;

    RowEraser(
            ErasurePlan plan, Statements statements, Rescan rescan, ValueEraser values, Meant meant, Leaving leaving) {
        this.plan = plan;
        this.statements = statements;
        this.rescan = rescan;
        this.values = values;
        this.meant = meant;
        this.leaving = leaving;
    }

    /** Erases them all, but for what is held. */
    void erase(Held held) {
        new RowSearch(plan, statements, meant).dependents();
        held.takeOut(statements, meant);
        plan.rows().values().forEach(row -> leaving.rows(row, meant));
        for (Row row : plan.rows().values()) {
            Keys ids = meant.all(row);
            for (Blanked blanked : row.blanked()) {
                Keyed reference = blanked.reference();
                statements.blank(reference.table(), blanked.columns(), Statements.in(reference.columns()), ids);
            }
        }
        for (Row row : plan.rows().values()) {
            if (row.guard() != null) {
                statements.delete(
                        row.found().table(), Statements.about(row.guard().link()), meant.directly(row));
            }
            Keys ids = meant.all(row);
            row.links().forEach(link -> statements.delete(link, ids));
            Keys going = withoutHeld(row, ids);
            row.tables().forEach(table -> statements.delete(table, going));
            Keys known = ids.and(meant.formerly(row));
            row.elementHistories().forEach(history -> statements.delete(history.keyed(), known));
            rescan.rows(row, going);
            redact(row);
        }
    }

    /** What would still refer to a row if what is meant were gone. */
    private Keys holding(Keyed reference, Keys ids) {
        for (Row from : plan.rows().values()) {
            if (from.tables().stream().anyMatch(table -> table.table().equals(reference.table()))) {
                Keys going = meant.all(from);
                if (!going.isEmpty()) {
                    return statements.keys(
                            reference,
                            Statements.in(reference.columns()) + " and "
                                    + Statements.notOthers(from.keyIn(reference.table())),
                            ids,
                            going);
                }
            }
        }
        return statements.keys(reference, Statements.in(reference.columns()), ids);
    }

    /** What refers to a row and goes too has gone by now; what is left keeps the row, but not its values. */
    private Keys withoutHeld(Row row, Keys ids) {
        Keys held = Keys.of(row.found());
        for (Keyed reference : row.holding()) {
            held.addAll(
                    statements.onlyCount()
                            ? holding(reference, ids)
                            : statements.keys(reference, Statements.in(reference.columns()), ids));
        }
        if (held.isEmpty()) {
            return ids;
        }
        meant.held().addAll(held.values());
        row.values().forEach((table, columns) -> {
            if (!columns.isEmpty()) {
                statements.blank(table, columns, Statements.in(row.keyIn(table)), held);
            }
        });
        return ids.without(held);
    }

    private void redact(Row row) {
        History history = row.history();
        if (history == null) {
            return;
        }
        Keys whole = meant.whole(row).and(meant.formerly(row));
        Keys people = meant.people(row);
        Guard guard = row.guard();
        // A row that was removed is the end of a history that may not even say whom it was about.
        Keys known = whole.and(meant.rows(row));
        values.scrub(history.found().table(), Statements.in(history.found().columns()), known);
        Keys kept = meant.kept(row);
        if (guard != null) {
            values.scrub(
                    history.found().table(),
                    free(Statements.about(guard.link()), history.found(), kept),
                    people,
                    others(kept));
        }
        for (Keyed table : history.tables()) {
            List<String> columns = history.columns().getOrDefault(table.table(), List.of());
            if (!columns.isEmpty()) {
                statements.blank(table.table(), columns, Statements.in(table.columns()), whole);
                if (guard != null) {
                    statements.blank(
                            table.table(),
                            columns,
                            free(revisionsAbout(history, table, guard), table, kept),
                            people,
                            others(kept));
                }
            }
        }
        rescan.history(history, history.idAttributes(), whole);
        if (history.linkAttribute() != null && kept.isEmpty()) {
            rescan.history(history, List.of(history.linkAttribute()), people);
        }
    }

    /** The condition, but for history of rows that are kept. */
    private static String free(String condition, Keyed history, Keys kept) {
        return kept.isEmpty() ? condition : condition + " and " + Statements.notOthers(history.columns());
    }

    private static @Nullable Keys others(Keys kept) {
        return kept.isEmpty() ? null : kept;
    }

    /** Each revision is redacted with the person it names: a row that was corrected has revisions about two people. */
    private static String revisionsAbout(History history, Keyed table, Guard guard) {
        String about = Statements.about(guard.link());
        return history.saysWhom(table)
                ? about
                : table.columns().and(history.revision()).value("") + " in (select "
                        + history.found().columns().and(history.revision()).list("") + " from "
                        + history.found().table() + " f where " + about + ")";
    }
}
