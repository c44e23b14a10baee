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
import dev.consent.jpa.mapping.Placeholder;
import dev.consent.jpa.mapping.SubjectEntity;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.hibernate.Session;

/** Erases along the plan: first it fixes which rows are meant, then it deletes, redacts and doubts itself. */
final class Eraser {

    private final ErasurePlan plan;
    private final ToLongFunction<List<DeclaredPurpose>> bits;

    Eraser(ErasurePlan plan, ToLongFunction<List<DeclaredPurpose>> bits) {
        this.plan = plan;
        this.bits = bits;
    }

    /**
     * Erases what was kept for a purpose that has ended.
     *
     * @param masks the masks of the people it has ended for, by key; their rows are locked
     */
    Erased purpose(Session session, SubjectEntity subject, DeclaredPurpose purpose, Map<String, Long> masks) {
        Statements statements = new Statements(session);
        Meant meant = new Meant();
        for (Row row : plan.rows().values()) {
            Guard guard = row.guard();
            if (guard != null && serves(guard, subject, purpose)) {
                about(statements, row, guard, unprotected(guard, subject, masks), meant);
            }
        }
        eraseRows(session, statements, meant);
        Rescan rescan = new Rescan(session);
        String subjectId = subject.entity().getIdentifierProperty().getName();
        for (ErasurePlan.Field field : plan.fields()) {
            if (serves(field.guard(), subject, purpose)) {
                Set<Object> people = unprotected(field.guard(), subject, masks);
                String condition = Statements.about(field.guard().link());
                Placeholder placeholder = field.placeholder();
                for (String table : field.tables()) {
                    if (placeholder == null) {
                        statements.blank(table, field.columns(), condition, people);
                    } else {
                        statements.replace(table, field.columns().get(0), placeholder.literal(), condition, people);
                    }
                }
                for (String table : field.historyTables()) {
                    String past = Statements.about(Objects.requireNonNull(field.historyLink()));
                    statements.blank(table, field.columns(), past, people);
                }
                rescan.field(field, subjectId, people);
            }
        }
        for (ErasurePlan.Elements elements : plan.elements()) {
            if (serves(elements.guard(), subject, purpose)) {
                Set<Object> people = unprotected(elements.guard(), subject, masks);
                String condition = Statements.about(elements.guard().link());
                statements.delete(elements.table(), condition, people);
                if (elements.historyTable() != null) {
                    statements.delete(
                            elements.historyTable(),
                            Statements.about(elements.guard().link().ofHistory()),
                            people);
                }
                rescan.elements(elements, subjectId, people);
            }
        }
        return new Erased(statements.counts(), 0, Map.of());
    }

    /** Erases rows whose term is over. */
    Map<String, Long> rows(Session session, Row row, Collection<Object> ids) {
        Statements statements = new Statements(session);
        Meant meant = new Meant();
        meant.whole(row.entity()).addAll(ids);
        eraseRows(session, statements, meant);
        return statements.counts();
    }

    /** Which rows an erasure means. Fixed before anything is deleted, because deleting takes the way to them along. */
    private static final class Meant {
        private final Map<String, Set<Object>> rows = new HashMap<>();
        private final Map<String, Set<Object>> whole = new HashMap<>();
        private final Map<String, Set<Object>> people = new HashMap<>();
        private final Map<String, Set<Object>> formerly = new HashMap<>();

        /** Identifiers of rows that are about one of the people; their history may name other people too. */
        Set<Object> rows(String entity) {
            return rows.computeIfAbsent(entity, name -> new LinkedHashSet<>());
        }

        /** Identifiers of rows that go with all of their history, whomever it names. */
        Set<Object> whole(String entity) {
            return whole.computeIfAbsent(entity, name -> new LinkedHashSet<>());
        }

        /** The people whose revisions of an entity are redacted. */
        Set<Object> people(String entity) {
            return people.computeIfAbsent(entity, name -> new LinkedHashSet<>());
        }

        /** Identifiers of rows that stay, but whose history names one of the people. */
        Set<Object> formerly(String entity) {
            return formerly.computeIfAbsent(entity, name -> new LinkedHashSet<>());
        }

        Set<Object> all(String entity) {
            Set<Object> all = new LinkedHashSet<>(rows(entity));
            all.addAll(whole(entity));
            return all;
        }
    }

    private void eraseRows(Session session, Statements statements, Meant meant) {
        for (Row row : plan.rows().values()) {
            addDependents(statements, row.entity(), meant.all(row.entity()), meant);
            addFormerDependents(statements, row, meant);
        }
        for (Row row : plan.rows().values()) {
            Set<Object> ids = meant.all(row.entity());
            for (Blanked blanked : row.blanked()) {
                Keyed reference = blanked.reference();
                statements.blank(reference.table(), blanked.columns(), Statements.in(reference.columns()), ids);
            }
        }
        Rescan rescan = new Rescan(session);
        for (Row row : plan.rows().values()) {
            Set<Object> ids = meant.all(row.entity());
            row.links().forEach(link -> statements.delete(link, ids));
            row.tables().forEach(table -> statements.delete(table, ids));
            Set<Object> known = new LinkedHashSet<>(ids);
            known.addAll(meant.formerly(row.entity()));
            row.elementHistories().forEach(history -> statements.delete(history, known));
            rescan.rows(row, ids);
            redact(statements, rescan, row, meant);
        }
    }

    private void addDependents(Statements statements, String entity, Set<Object> ids, Meant meant) {
        for (Dependent dependent : plan.rows().get(entity).dependents()) {
            Row row = plan.rows().get(dependent.entity());
            Set<Object> found = new LinkedHashSet<>();
            for (Keyed reference : dependent.references()) {
                found.addAll(statements.keys(
                        new Keyed(reference.table(), keyIn(row, reference.table())),
                        Statements.in(reference.columns()),
                        ids));
            }
            for (Keyed past : dependent.historyReferences()) {
                found.addAll(gone(statements, row, past.table(), Statements.in(past.columns()), ids));
            }
            found.removeAll(meant.whole(row.entity()));
            if (!found.isEmpty()) {
                meant.whole(row.entity()).addAll(found);
                addDependents(statements, row.entity(), found, meant);
            }
        }
    }

    /** What went with a link to somebody before, while the row stayed. */
    private void addFormerDependents(Statements statements, Row row, Meant meant) {
        for (Dependent dependent : row.dependents()) {
            Row gone = plan.rows().get(dependent.entity());
            for (Keyed past : dependent.historyReferences()) {
                meant.whole(gone.entity())
                        .addAll(gone(
                                statements,
                                gone,
                                past.table(),
                                Statements.in(past.columns()),
                                meant.formerly(row.entity())));
            }
        }
    }

    /** The identifiers in a history table of rows that are not there any more. */
    private static Set<Object> gone(
            Statements statements, Row row, String historyTable, String condition, Set<Object> values) {
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

    private static Columns keyIn(Row row, String table) {
        return row.tables().stream()
                .filter(keyed -> keyed.table().equals(table))
                .map(Keyed::columns)
                .findFirst()
                .orElse(row.found().columns());
    }

    private static void redact(Statements statements, Rescan rescan, Row row, Meant meant) {
        History history = row.history();
        if (history == null) {
            return;
        }
        Set<Object> whole = new LinkedHashSet<>(meant.whole(row.entity()));
        whole.addAll(meant.formerly(row.entity()));
        Set<Object> people = meant.people(row.entity());
        Guard guard = row.guard();
        for (Keyed table : history.tables()) {
            List<String> columns = history.columns().getOrDefault(table.table(), List.of());
            if (!columns.isEmpty()) {
                statements.blank(table.table(), columns, Statements.in(table.columns()), whole);
                if (guard != null) {
                    statements.blank(table.table(), columns, revisionsAbout(history, table, guard), people);
                }
            }
        }
        rescan.history(history, history.idAttributes(), whole);
        if (history.linkAttribute() != null) {
            rescan.history(history, List.of(history.linkAttribute()), people);
        }
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
    private static void about(Statements statements, Row row, Guard guard, Set<Object> people, Meant meant) {
        String condition = Statements.about(guard.link());
        meant.rows(row.entity()).addAll(statements.keys(row.found(), condition, people));
        History history = row.history();
        if (history != null) {
            meant.rows(row.entity())
                    .addAll(gone(statements, row, history.found().table(), condition, people));
            if (guard.link().hops().isEmpty()) {
                meant.people(row.entity()).addAll(people);
            } else {
                meant.whole(row.entity()).addAll(meant.rows(row.entity()));
            }
            if (!guard.link().single()) {
                String ever = Statements.about(guard.link().ofHistory());
                meant.formerly(row.entity()).addAll(statements.keys(history.found(), ever, people));
            }
        }
    }

    private boolean serves(Guard guard, SubjectEntity subject, DeclaredPurpose purpose) {
        return guard.link().subjectType().equals(subject.type())
                && guard.purposes().contains(purpose);
    }

    /** The identifiers of those people for whom no purpose of the guard is in force any more. */
    private Set<Object> unprotected(Guard guard, SubjectEntity subject, Map<String, Long> masks) {
        long wanted = bits.applyAsLong(guard.purposes());
        Set<Object> people = new LinkedHashSet<>();
        masks.forEach((key, mask) -> {
            if ((mask & wanted) == 0) {
                people.add(subject.id(key));
            }
        });
        return people;
    }
}
