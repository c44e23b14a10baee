package dev.consent.jpa.erasure;

import dev.consent.catalog.DeclaredPurpose;
import dev.consent.jpa.mapping.Columns;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.Blanked;
import dev.consent.jpa.mapping.ErasurePlan.Dependent;
import dev.consent.jpa.mapping.ErasurePlan.History;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.ErasurePlan.Row;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.mapping.TermAfter;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Erases along the plan: first it fixes which rows are meant, then it deletes, redacts and doubts itself. */
final class Eraser {

    private final ErasurePlan plan;
    /** How long a person's row that other data needs to find its person is left alone. */
    private static final Duration HELD = Duration.ofDays(1);

    private final ToLongFunction<List<DeclaredPurpose>> bits;
    private final PurposeEnds ends;
    private final Clock clock;

    Eraser(ErasurePlan plan, ToLongFunction<List<DeclaredPurpose>> bits, PurposeEnds ends, Clock clock) {
        this.plan = plan;
        this.bits = bits;
        this.ends = ends;
        this.clock = clock;
    }

    /**
     * Erases what was kept for a purpose that has ended.
     *
     * @param masks the masks of the people it has ended for, by key; their rows are locked
     */
    Erased purpose(
            Session session,
            SubjectEntity subject,
            DeclaredPurpose purpose,
            Map<String, Long> masks,
            Held held,
            Statements statements) {
        Needs needs = new Needs(session, subject, masks, false, bits, ends, clock);
        return erase(
                session,
                subject,
                needs,
                held,
                statements,
                (guard, after) -> guard.purposes().contains(purpose)
                        || after.stream().anyMatch(term -> term.purpose().equals(purpose)));
    }

    /**
     * Erases everything about people that no duty keeps, as when they ask to be forgotten (Art. 17): what serves a purpose
     * that is in force, or that is within the term after a legal obligation or a public task, stays. All purposes that are
     * no duty ended when they asked, so one that is in force was granted since.
     *
     * @param masks their masks, by key; their rows are locked
     */
    Erased people(Session session, SubjectEntity subject, Map<String, Long> masks, Held held, Statements statements) {
        Needs needs = new Needs(session, subject, masks, true, bits, ends, clock);
        return erase(session, subject, needs, held, statements, (guard, after) -> true);
    }

    private Erased erase(
            Session session,
            SubjectEntity subject,
            Needs needs,
            Held held,
            Statements statements,
            BiPredicate<Guard, List<TermAfter>> asked) {
        Meant meant = new Meant();
        Map<Row, Keys> asking = new LinkedHashMap<>();
        for (Row row : plan.rows().values()) {
            Guard guard = row.guard();
            if (guard != null && isAbout(guard, subject) && asked.test(guard, row.after())) {
                Keys people = needs.unneeded(guard, row.after(), row.dated());
                if (held.whole(row.entity())) {
                    held.note(people, person -> Present.of(statements, row, guard, person));
                } else {
                    about(statements, row, guard, people, meant, held.touches(row.entity()));
                    asking.put(row, people);
                }
            }
        }
        statements.expect(meant.size());
        Rescan rescan = new Rescan(session, !statements.onlyCount());
        String subjectId = subject.entity().getIdentifierProperty().getName();
        eraseRows(statements, rescan, meant, held);
        asking.forEach((row, people) -> held.note(statements, row, people, meant.kept(row)));
        for (Row row : plan.rows().values()) {
            rescan.rowsAbout(row, subjectId, meant.directly(row));
        }
        meant.held()
                .forEach(
                        id -> needs.comeBack(String.valueOf(id), clock.instant().plus(HELD)));
        ValueEraser values = new ValueEraser(plan.revisions(), statements, rescan);
        for (ErasurePlan.Elements elements : plan.elements()) {
            if (isAbout(elements.guard(), subject) && asked.test(elements.guard(), elements.after())) {
                Keys people = held.free(
                        statements,
                        elements.entity(),
                        elements.subjectPath(),
                        elements.guard(),
                        elements.keyed().table(),
                        needs.unneeded(elements.guard(), elements.after(), elements.dated()),
                        person -> Present.of(statements, elements, person));
                values.about(elements, subjectId, people);
            }
        }
        // References to the person are the last of the fields: nothing could be found without them.
        for (ErasurePlan.Field field : plan.fields()) {
            if (isAbout(field.guard(), subject) && asked.test(field.guard(), field.after())) {
                Keys people = held.free(
                        statements,
                        field.entity(),
                        field.subjectPath(),
                        field.guard(),
                        field.tables().get(0).table(),
                        needs.unneeded(field.guard(), field.after(), field.dated()),
                        person -> Present.of(statements, field, person));
                values.about(field, subjectId, people);
            }
        }
        return new Erased(statements.counts(), 0, held.keptBack(), needs.keptUntil());
    }

    /** Erases data whose term is over: rows, or values in rows with these keys. */
    Erased term(Session session, Term term, Keys ids, Held held) {
        Statements statements = new Statements(session, Portion.all());
        Rescan rescan = new Rescan(session, true);
        ValueEraser values = new ValueEraser(plan.revisions(), statements, rescan);
        Meant meant = new Meant();
        if (term instanceof Term.OfRows rows) {
            meant.whole(rows.row()).addAll(ids);
            eraseRows(statements, rescan, meant, held);
        } else if (term instanceof Term.OfValues some) {
            values.in(some.field(), some.stage().erasure(), ids);
        } else if (term instanceof Term.OfElements some) {
            values.in(some.elements(), ids);
        }
        boolean nothing = statements.counts().isEmpty();
        return new Erased(
                statements.counts(), nothing ? 0 : ids.size() - meant.held().size(), Set.of(), Map.of());
    }

    /** The people for whom no purpose and no term after one keeps data whose terms from dates are over. */
    Keys over(Session session, SubjectEntity subject, Guard guard, List<TermAfter> after, Map<String, Long> masks) {
        Needs needs = new Needs(session, subject, masks, false, bits, ends, clock);
        return Keys.of(subject, needs.over(guard, after));
    }

    private void eraseRows(Statements statements, Rescan rescan, Meant meant, Held held) {
        for (Row row : plan.rows().values()) {
            addDependents(statements, row, meant.all(row), meant);
            addFormerDependents(statements, row, meant);
        }
        held.takeOut(statements, meant);
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
            Keys going = withoutHeld(statements, row, ids, meant);
            row.tables().forEach(table -> statements.delete(table, going));
            Keys known = ids.and(meant.formerly(row));
            row.elementHistories().forEach(history -> statements.delete(history, known));
            rescan.rows(row, going);
            redact(statements, rescan, row, meant);
        }
    }

    /** What would still refer to a row if what is meant were gone. */
    private Keys holding(Statements statements, Keyed reference, Keys ids, Meant meant) {
        for (Row from : plan.rows().values()) {
            if (from.tables().stream().anyMatch(table -> table.table().equals(reference.table()))) {
                Keys going = meant.all(from);
                if (!going.isEmpty()) {
                    return statements.keys(
                            reference,
                            Statements.in(reference.columns()) + " and "
                                    + Statements.notOthers(keyIn(from, reference.table())),
                            ids,
                            going);
                }
            }
        }
        return statements.keys(reference, Statements.in(reference.columns()), ids);
    }

    /** What refers to a row and goes too has gone by now; what is left keeps the row, but not its values. */
    private Keys withoutHeld(Statements statements, Row row, Keys ids, Meant meant) {
        Keys held = Keys.of(row.found());
        for (Keyed reference : row.holding()) {
            held.addAll(
                    statements.onlyCount()
                            ? holding(statements, reference, ids, meant)
                            : statements.keys(reference, Statements.in(reference.columns()), ids));
        }
        if (held.isEmpty()) {
            return ids;
        }
        meant.held().addAll(held.values());
        row.values().forEach((table, columns) -> {
            if (!columns.isEmpty()) {
                statements.blank(table, columns, Statements.in(keyIn(row, table)), held);
            }
        });
        return ids.without(held);
    }

    private void addDependents(Statements statements, Row erased, Keys ids, Meant meant) {
        for (Dependent dependent : erased.dependents()) {
            Row row = plan.rows().get(dependent.entity());
            Keys found = Keys.of(row.found());
            for (Keyed reference : dependent.references()) {
                found.addAll(statements.keys(
                        row.found().in(reference.table(), keyIn(row, reference.table())),
                        Statements.in(reference.columns()),
                        ids));
            }
            for (Keyed past : dependent.historyReferences()) {
                found.addAll(gone(statements, row, past.table(), Statements.in(past.columns()), ids));
            }
            found.removeAll(meant.whole(row));
            if (!found.isEmpty()) {
                meant.whole(row).addAll(found);
                addDependents(statements, row, found, meant);
            }
        }
    }

    /** What went with a link to somebody before, while the row stayed. */
    private void addFormerDependents(Statements statements, Row row, Meant meant) {
        for (Dependent dependent : row.dependents()) {
            Row gone = plan.rows().get(dependent.entity());
            for (Keyed past : dependent.historyReferences()) {
                meant.whole(gone)
                        .addAll(gone(
                                statements, gone, past.table(), Statements.in(past.columns()), meant.formerly(row)));
            }
        }
    }

    /** The identifiers in a history table of rows that are not there any more. */
    private static Keys gone(Statements statements, Row row, String historyTable, String condition, Keys values) {
        History history = Objects.requireNonNull(row.history());
        Keyed table = history.tables().stream()
                .filter(keyed -> keyed.table().equals(historyTable))
                .findFirst()
                .orElse(history.found());
        return statements.keys(
                table,
                condition + " and not exists (select 1 from " + row.found().table() + " f where "
                        + row.found().columns().value("f.") + " = "
                        + table.columns().value("k.") + ")",
                values);
    }

    /** The columns of one of the tables of a row that hold its key. */
    static Columns keyIn(Row row, String table) {
        return row.tables().stream()
                .filter(keyed -> keyed.table().equals(table))
                .map(Keyed::columns)
                .findFirst()
                .orElse(row.found().columns());
    }

    private void redact(Statements statements, Rescan rescan, Row row, Meant meant) {
        History history = row.history();
        if (history == null) {
            return;
        }
        ValueEraser values = new ValueEraser(plan.revisions(), statements, rescan);
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
                        + history.found().table() + " where " + about + ")";
    }

    /** Notes the rows about these people: those that are there, and those only the history knows. */
    private void about(Statements statements, Row row, Guard guard, Keys people, Meant meant, boolean oneByOne) {
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
            meant.rows(row).addAll(gone(statements, row, history.found().table(), condition, people));
            if (guard.link().hops().isEmpty()) {
                meant.addPeople(row, people);
            } else {
                meant.whole(row).addAll(meant.rows(row));
            }
            if (!guard.link().single()) {
                String ever = Statements.about(guard.link().ofHistory());
                meant.formerly(row).addAll(statements.keys(history.found(), ever, people));
            }
        }
    }

    private static boolean isAbout(Guard guard, SubjectEntity subject) {
        return guard.link().subjectType().equals(subject.type());
    }
}
