package dev.consent.jpa.erasure;

import dev.consent.jpa.mapping.Columns;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.Along;
import dev.consent.jpa.mapping.ErasurePlan.Blanked;
import dev.consent.jpa.mapping.ErasurePlan.Dependent;
import dev.consent.jpa.mapping.ErasurePlan.ElementHistory;
import dev.consent.jpa.mapping.ErasurePlan.History;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.ErasurePlan.Row;
import dev.consent.jpa.mapping.ErasurePlan.Way;
import dev.consent.jpa.mapping.Guard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Erases rows that are meant, with what goes by their keys, and redacts their history. */
final class RowEraser {

    /** How many rows that go along with others are erased in one go, where the rest is done in steps. */
    private static final int ALONG_AT_ONCE = 100;

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
        if (statements.inSteps()) {
            along();
        }
        erase();
    }

    /** What nothing tells of once the row is gone that takes it along has to go with that row, in one transaction. */
    private void along() {
        for (Row owner : plan.rows().values()) {
            for (Along along : owner.along()) {
                for (Keys some : meant.along(plan.rows().get(along.entity())).parts(ALONG_AT_ONCE)) {
                    Meant unit = unit(owner, along, some);
                    statements.together(() -> new RowEraser(plan, statements, rescan, values, unit, leaving).erase());
                    meant.held().addAll(unit.held());
                }
            }
        }
    }

    /** Some rows that go along with others, these others, and what goes with all of them. */
    private Meant unit(Row owner, Along along, Keys some) {
        Meant unit = new Meant();
        unit.whole(plan.rows().get(along.entity())).addAll(some);
        for (Way way : along.ways()) {
            Keys owners = statements.keys(way.from(), Statements.in(way.to().columns()), some);
            unit.rows(owner).addAll(owners.among(meant.rows(owner)));
            unit.whole(owner).addAll(owners.among(meant.whole(owner)));
        }
        new RowSearch(plan, statements, unit).dependents();
        plan.rows().values().forEach(row -> unit.within(row, meant));
        return unit;
    }

    private void erase() {
        plan.rows().values().forEach(this::redactFormer);
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
                    Keys done = guard.link().hops().isEmpty() ? kept : notAgain(row, kept);
                    statements.blank(
                            table.table(),
                            columns,
                            free(revisionsAbout(history, table, guard), table, done),
                            people,
                            others(done));
                }
            }
        }
        if (guard != null && guard.link().single()) {
            Keys others = statements.onlyCount() ? kept.and(known) : kept;
            row.elementHistories()
                    .forEach(elements -> Formerly.about(
                                    elements.keyed(),
                                    elements.moments(),
                                    history.found().table(),
                                    history.found().columns(),
                                    Statements.about(guard.link()))
                            .forEach(condition -> statements.delete(
                                    elements.keyed().table(),
                                    free(condition, elements.keyed(), others),
                                    people,
                                    others(others))));
        }
        rescan.history(history, history.idAttributes(), whole);
        if (history.linkAttribute() != null && kept.isEmpty()) {
            rescan.history(history, List.of(history.linkAttribute()), people);
        }
    }

    /** What depended on them before, and depends on others now or on nothing, keeps nothing of that time. */
    private void redactFormer(Row erased) {
        Keys ids = meant.all(erased);
        for (Dependent dependent : erased.dependents()) {
            Row row = plan.rows().get(dependent.entity());
            History history = row.history();
            if (history == null) {
                continue;
            }
            Keys kept = notAgain(row, meant.kept(row));
            for (Keyed past : dependent.historyReferences()) {
                String named = Statements.in(past.columns());
                Keyed key = row.found().in(past.table(), keyOf(history, past));
                values.scrub(past.table(), free(named, key, kept), ids, others(kept));
                for (ElementHistory elements : row.elementHistories()) {
                    Formerly.about(elements.keyed(), elements.moments(), past.table(), key.columns(), named)
                            .forEach(condition -> statements.delete(
                                    elements.keyed().table(),
                                    free(condition, elements.keyed(), kept),
                                    ids,
                                    others(kept)));
                }
                for (Keyed table : history.tables()) {
                    List<String> columns = history.columns().getOrDefault(table.table(), List.of());
                    if (!columns.isEmpty()) {
                        String there =
                                table.table().equals(past.table()) ? named : revisions(history, table, past, named);
                        statements.blank(table.table(), columns, free(there, table, kept), ids, others(kept));
                    }
                }
            }
        }
    }

    /** The columns of a history table that hold the key of its rows. */
    private static Columns keyOf(History history, Keyed past) {
        return history.tables().stream()
                .filter(keyed -> keyed.table().equals(past.table()))
                .findFirst()
                .orElse(history.found())
                .columns();
    }

    private static String revisions(History history, Keyed table, Keyed past, String condition) {
        Columns key = keyOf(history, past);
        return table.columns().and(history.revision()).value("") + " in (select "
                + key.and(history.revision()).list("") + " from " + past.table() + " f where " + condition + ")";
    }

    /** What is counted is not gone afterwards, and is not to be counted twice. */
    private Keys notAgain(Row row, Keys kept) {
        return statements.onlyCount() ? kept.and(meant.whole(row)) : kept;
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
