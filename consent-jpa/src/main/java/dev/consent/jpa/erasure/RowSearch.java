package dev.consent.jpa.erasure;

import dev.consent.jpa.mapping.Columns;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.Along;
import dev.consent.jpa.mapping.ErasurePlan.Dependent;
import dev.consent.jpa.mapping.ErasurePlan.History;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.ErasurePlan.PastWay;
import dev.consent.jpa.mapping.ErasurePlan.Row;
import dev.consent.jpa.mapping.ErasurePlan.Way;
import dev.consent.jpa.mapping.Guard;
import java.util.Objects;

/** Finds which rows an erasure means, before anything is deleted. */
final class RowSearch {

    private final ErasurePlan plan;
    private final Statements statements;
    private final Meant meant;

    RowSearch(ErasurePlan plan, Statements statements, Meant meant) {
        this.plan = plan;
        this.statements = statements;
        this.meant = meant;
    }

    /**
     * Notes the rows about these people: those that are there, and those only the history knows.
     *
     * @param oneByOne whether some of them may have to stay
     */
    void about(Row row, Guard guard, Keys people, boolean oneByOne) {
        if (plan.revisions() == null && row.alone() && !oneByOne) {
            meant.addDirectly(row, people);
            if (row.history() != null) {
                meant.addPeople(row, people);
            }
            return;
        }
        String condition = Statements.about(guard.link());
        meant.rows(row).addAll(statements.keys(row.found(), condition, people));
        History history = row.history();
        if (history != null) {
            meant.rows(row).addAll(gone(row, history.found().table(), condition, people));
            if (guard.link().single()) {
                meant.addPeople(row, people);
            }
            if (!guard.link().hops().isEmpty()) {
                meant.whole(row).addAll(meant.rows(row));
            }
            if (!guard.link().single()) {
                String ever = Statements.about(guard.link().ofHistory());
                meant.formerly(row).addAll(statements.keys(history.found(), ever, people));
            }
        }
    }

    /** Notes what goes with the rows that are meant so far. */
    void dependents() {
        for (Row row : plan.rows().values()) {
            addDependents(row, meant.all(row));
            addFormerDependents(row);
        }
    }

    private void addDependents(Row erased, Keys ids) {
        for (Dependent dependent : erased.dependents()) {
            Row row = plan.rows().get(dependent.entity());
            Keys found = Keys.of(row.found());
            for (Keyed reference : dependent.references()) {
                found.addAll(statements.keys(
                        row.found().in(reference.table(), row.keyIn(reference.table())),
                        Statements.in(reference.columns()),
                        ids));
            }
            for (Keyed past : dependent.historyReferences()) {
                found.addAll(gone(row, past.table(), Statements.in(past.columns()), ids));
            }
            for (PastWay with : dependent.pastLinks()) {
                found.addAll(gone(row, with.way().to(), Statements.along(with.way()), ids));
            }
            found.removeAll(meant.whole(row));
            if (!found.isEmpty()) {
                meant.whole(row).addAll(found);
                addDependents(row, found);
            }
        }
        for (Along along : erased.along()) {
            Row row = plan.rows().get(along.entity());
            Keys found = Keys.of(row.found());
            for (Way way : along.ways()) {
                found.addAll(statements.keys(way.to(), alone(way), ids, meant.all(erased)));
            }
            found.addAll(formerlyAlong(row, along, ids));
            found.removeAll(meant.whole(row));
            if (!found.isEmpty()) {
                meant.along(row).addAll(found);
                meant.whole(row).addAll(found);
                addDependents(row, found);
            }
        }
    }

    /** The condition under which what a row refers to goes with it: nothing that stays refers to it in the same way. */
    private static String alone(Way way) {
        Columns to = way.to().columns();
        return Statements.along(way) + " and not exists (select 1 from "
                + way.to().table() + " o where " + to.value("o.") + " = " + to.value("k.") + " and "
                + Statements.notOthers(way.from().columns()) + ")";
    }

    /** What went along with rows before, or with a link to them. */
    private Keys formerlyAlong(Row row, Along along, Keys ids) {
        Keys found = Keys.of(row.found());
        if (row.history() != null) {
            for (PastWay with : along.pastWays()) {
                found.addAll(gone(row, with.way().to(), Statements.along(with.way()), ids));
            }
        }
        return found;
    }

    /** What went with a link to somebody before, while the row stayed. */
    private void addFormerDependents(Row row) {
        for (Dependent dependent : row.dependents()) {
            Row gone = plan.rows().get(dependent.entity());
            for (Keyed past : dependent.historyReferences()) {
                meant.whole(gone).addAll(gone(gone, past.table(), Statements.in(past.columns()), meant.formerly(row)));
            }
            for (PastWay with : dependent.pastLinks()) {
                meant.whole(gone)
                        .addAll(gone(gone, with.way().to(), Statements.along(with.way()), meant.formerly(row)));
            }
        }
    }

    /** The identifiers in a history table of rows that are not there any more. */
    private Keys gone(Row row, String historyTable, String condition, Keys values) {
        History history = Objects.requireNonNull(row.history());
        Keyed table = history.tables().stream()
                .filter(keyed -> keyed.table().equals(historyTable))
                .findFirst()
                .orElse(history.found());
        return gone(row, table, condition, values);
    }

    /** The identifiers in a table of rows that are not there any more. */
    private Keys gone(Row row, Keyed table, String condition, Keys values) {
        return statements.keys(
                table,
                condition + " and not exists (select 1 from " + row.found().table() + " f where "
                        + row.found().columns().value("f.") + " = "
                        + table.columns().value("k.") + ")",
                values);
    }
}
