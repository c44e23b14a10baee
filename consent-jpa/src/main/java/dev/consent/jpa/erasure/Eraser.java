package dev.consent.jpa.erasure;

import dev.consent.catalog.DeclaredPurpose;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.Dependent;
import dev.consent.jpa.mapping.ErasurePlan.History;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.ErasurePlan.Row;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.SubjectEntity;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
     * @return counts per table
     */
    Map<String, Long> purpose(
            Session session, SubjectEntity subject, DeclaredPurpose purpose, Map<String, Long> masks) {
        Statements statements = new Statements(session);
        Map<String, Set<Object>> meant = new HashMap<>();
        for (Row row : plan.rows().values()) {
            Guard guard = row.guard();
            if (guard != null && serves(guard, subject, purpose)) {
                Set<Object> people = unprotected(guard, subject, masks);
                meant.computeIfAbsent(row.entity(), entity -> new LinkedHashSet<>())
                        .addAll(about(statements, row, guard, people));
            }
        }
        eraseRows(session, statements, meant);
        Rescan rescan = new Rescan(session);
        String subjectId = subject.entity().getIdentifierProperty().getName();
        for (ErasurePlan.Field field : plan.fields()) {
            if (serves(field.guard(), subject, purpose)) {
                Set<Object> people = unprotected(field.guard(), subject, masks);
                statements.blank(
                        field.table(),
                        field.columns(),
                        Statements.about(field.guard().link()),
                        people);
                if (field.historyTable() != null && field.historyLink() != null) {
                    statements.blank(
                            field.historyTable(), field.columns(), Statements.about(field.historyLink()), people);
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
                    statements.delete(elements.historyTable(), condition, people);
                }
                rescan.elements(elements, subjectId, people);
            }
        }
        return statements.counts();
    }

    /** Erases rows whose term is over. */
    Map<String, Long> rows(Session session, Row row, Collection<Object> ids) {
        Statements statements = new Statements(session);
        Map<String, Set<Object>> meant = new HashMap<>();
        meant.put(row.entity(), new LinkedHashSet<>(ids));
        eraseRows(session, statements, meant);
        return statements.counts();
    }

    private void eraseRows(Session session, Statements statements, Map<String, Set<Object>> meant) {
        for (String entity : Set.copyOf(meant.keySet())) {
            addDependents(statements, entity, Set.copyOf(meant.get(entity)), meant);
        }
        for (Row row : plan.rows().values()) {
            Set<Object> ids = meant.getOrDefault(row.entity(), Set.of());
            for (Keyed reference : row.blanked()) {
                statements.blank(
                        reference.table(), List.of(reference.column()), reference.column() + " in (:values)", ids);
            }
        }
        Rescan rescan = new Rescan(session);
        for (Row row : plan.rows().values()) {
            Set<Object> ids = meant.getOrDefault(row.entity(), Set.of());
            row.links().forEach(link -> statements.delete(link, ids));
            row.tables().forEach(table -> statements.delete(table, ids));
            row.elementHistories().forEach(history -> statements.delete(history, ids));
            redact(statements, row.history(), ids);
            rescan.rows(row, ids);
        }
    }

    private void addDependents(Statements statements, String entity, Set<Object> ids, Map<String, Set<Object>> meant) {
        for (Dependent dependent : plan.rows().get(entity).dependents()) {
            Row row = plan.rows().get(dependent.entity());
            Set<Object> found = statements.keys(
                    new Keyed(
                            dependent.reference().table(),
                            keyIn(row, dependent.reference().table())),
                    dependent.reference().column() + " in (:values)",
                    ids);
            Set<Object> known = meant.computeIfAbsent(row.entity(), name -> new LinkedHashSet<>());
            found.removeAll(known);
            if (!found.isEmpty()) {
                known.addAll(found);
                addDependents(statements, row.entity(), found, meant);
            }
        }
    }

    private static String keyIn(Row row, String table) {
        return row.tables().stream()
                .filter(keyed -> keyed.table().equals(table))
                .map(Keyed::column)
                .findFirst()
                .orElse(row.root().column());
    }

    private static void redact(
            Statements statements, ErasurePlan.@org.jspecify.annotations.Nullable History history, Set<Object> ids) {
        if (history == null) {
            return;
        }
        for (Keyed table : history.tables()) {
            List<String> columns = history.columns().getOrDefault(table.table(), List.of());
            if (!columns.isEmpty()) {
                statements.blank(table.table(), columns, table.column() + " in (:values)", ids);
            }
        }
    }

    /** The identifiers of rows about these people: those that are there, and those only the history knows. */
    private static Set<Object> about(Statements statements, Row row, Guard guard, Set<Object> people) {
        String condition = Statements.about(guard.link());
        Set<Object> ids = statements.keys(row.root(), condition, people);
        History history = row.history();
        if (history != null) {
            ids.addAll(statements.keys(history.tables().get(0), condition, people));
        }
        return ids;
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
