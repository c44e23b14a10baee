package dev.consent.jpa.erasure;

import dev.consent.jpa.mapping.Columns;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.Along;
import dev.consent.jpa.mapping.ErasurePlan.Blanked;
import dev.consent.jpa.mapping.ErasurePlan.Dependent;
import dev.consent.jpa.mapping.ErasurePlan.ElementHistory;
import dev.consent.jpa.mapping.ErasurePlan.History;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.ErasurePlan.PastWay;
import dev.consent.jpa.mapping.ErasurePlan.Row;
import dev.consent.jpa.mapping.ErasurePlan.Way;
import dev.consent.jpa.mapping.Guard;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
    private final Map<String, Keys> reached = new HashMap<>();

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
        reach();
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
            elements(row, ids.and(meant.formerly(row)));
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

    /** Deletes what collections of values held, but for the time at which a row was about somebody else than now. */
    private void elements(Row row, Keys ids) {
        History history = row.history();
        Guard guard = row.guard();
        Keys people = meant.people(row);
        boolean corrected =
                history != null && guard != null && guard.link().hops().isEmpty() && !people.isEmpty();
        Keys whole = corrected ? meant.whole(row) : ids;
        Keys mine = ids.without(whole);
        for (ElementHistory elements : row.elementHistories()) {
            statements.delete(elements.keyed(), whole);
            rescan.elements(elements, whole);
            if (corrected && !mine.isEmpty()) {
                String notOthers = Formerly.about(
                                elements.keyed(),
                                elements.moments(),
                                history.found().table(),
                                history.found().columns(),
                                guard.link().start().present("") + " and not ("
                                        + Statements.ofOthers(Statements.about(guard.link())) + ")",
                                Statements.in(elements.keyed().columns()))
                        .stream()
                        .map(condition -> " and not (" + condition + ")")
                        .collect(Collectors.joining());
                statements.delete(
                        elements.keyed().table(), Statements.in(elements.keyed().columns()) + notOthers, mine, people);
                rescan.elements(elements, history, mine, people);
            }
        }
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
        Keys named = guard == null || people.isEmpty() ? people : naming(guard, history, people);
        if (guard != null && guard.link().single()) {
            Keys others = statements.onlyCount() ? kept.and(known) : kept;
            for (ElementHistory elements : row.elementHistories()) {
                former(elements, history.found(), Statements.about(guard.link()), people, others);
                rescan.former(elements, history, history.start(), named, others);
            }
        }
        rescan.history(history, history.idAttributes(), whole, Keys.of(row.found()));
        rescan.history(history, history.start(), named, kept);
    }

    /** What the start of the link holds in revisions about people: their keys, or those of what leads to them. */
    private Keys naming(Guard guard, History history, Keys people) {
        return guard.link().hops().isEmpty()
                ? people
                : reached.getOrDefault(history.entity(), new Keys(history.startTypes()));
    }

    /** What led to people when nothing was deleted yet. */
    private void reach() {
        for (Row row : plan.rows().values()) {
            Guard guard = row.guard();
            History history = row.history();
            if (guard != null
                    && history != null
                    && guard.link().single()
                    && !guard.link().hops().isEmpty()
                    && !history.startTypes().isEmpty()
                    && !statements.onlyCount()) {
                reached.put(
                        history.entity(), statements.reached(guard.link(), history.startTypes(), meant.people(row)));
            }
        }
    }

    /** Deletes what a collection held while a condition held for its row. */
    private void former(ElementHistory elements, Keyed owners, String about, Keys named, Keys kept) {
        String table = elements.keyed().table();
        for (String condition :
                Formerly.about(elements.keyed(), elements.moments(), owners.table(), owners.columns(), about)) {
            values.scrub(table, free(condition, elements.keyed(), kept), named, others(kept));
            statements.delete(table, free(condition, elements.keyed(), kept), named, others(kept));
        }
    }

    /** What depended on them before, and depends on others now or on nothing, keeps nothing of that time. */
    private void redactFormer(Row erased) {
        Keys ids = meant.all(erased);
        for (Dependent dependent : erased.dependents()) {
            Row row = plan.rows().get(dependent.entity());
            for (Keyed past : dependent.historyReferences()) {
                redactFormer(row, past, Statements.in(past.columns()), ids);
            }
            dependent.pastLinks().forEach(with -> redactFormer(row, with, ids));
            if (row.history() != null && !dependent.historyAttributes().isEmpty()) {
                Keys kept = meant.kept(row);
                rescan.history(row.history(), dependent.historyAttributes(), ids, kept);
                row.elementHistories()
                        .forEach(elements ->
                                rescan.former(elements, row.history(), dependent.historyAttributes(), ids, kept));
            }
        }
        for (Along along : erased.along()) {
            Row row = plan.rows().get(along.entity());
            along.pastWays().forEach(with -> redactFormer(row, with, ids));
        }
    }

    private void redactFormer(Row row, PastWay with, Keys ids) {
        History history = row.history();
        if (history != null) {
            redactFormer(row, history.found(), with.then(history.found(), Statements::in), ids);
            rescan.along(history, with, ids, meant.kept(row));
            row.elementHistories().forEach(elements -> rescan.along(elements, history, with, ids, meant.kept(row)));
        }
    }

    /**
     * Redacts the revisions of rows in which they depended on something.
     *
     * @param past a table of their history
     * @param named the condition under which a row of it says that they did
     */
    private void redactFormer(Row row, Keyed past, String named, Keys ids) {
        History history = row.history();
        if (history == null) {
            return;
        }
        Keys kept = notAgain(row, meant.kept(row));
        Keyed key = row.found().in(past.table(), keyOf(history, past));
        values.scrub(past.table(), free(named, key, kept), ids, others(kept));
        row.elementHistories().forEach(elements -> former(elements, key, named, ids, kept));
        for (Keyed table : history.tables()) {
            List<String> columns = history.columns().getOrDefault(table.table(), List.of());
            if (!columns.isEmpty()) {
                String there = table.table().equals(past.table()) ? named : revisions(history, table, past, named);
                statements.blank(table.table(), columns, free(there, table, kept), ids, others(kept));
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
