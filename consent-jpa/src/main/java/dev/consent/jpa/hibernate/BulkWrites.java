package dev.consent.jpa.hibernate;

import dev.consent.jpa.hibernate.WriteGuards.Rules;
import dev.consent.jpa.transaction.OwnChanges;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.sqm.tree.SqmDmlStatement;
import org.hibernate.query.sqm.tree.delete.SqmDeleteStatement;
import org.hibernate.query.sqm.tree.domain.SqmPath;
import org.hibernate.query.sqm.tree.insert.SqmConflictClause;
import org.hibernate.query.sqm.tree.insert.SqmInsertStatement;
import org.hibernate.query.sqm.tree.update.SqmSetClause;
import org.hibernate.query.sqm.tree.update.SqmUpdateStatement;

/**
 * Refuses bulk statements that write personal data: they touch many people at once, and nobody can ask for each of them
 * whether the purpose is in force.
 */
final class BulkWrites {

    private BulkWrites() {}

    static void check(SqmDmlStatement<?> statement, SessionFactoryImplementor factory) {
        String entity = statement.getTarget().getEntityName();
        ConsentEngine engine = factory.getServiceRegistry().requireService(ConsentEngine.class);
        if (engine.isOwn(entity) && !OwnChanges.areRunning()) {
            throw ConsentRefusals.own(entity);
        }
        EntityPersister target = factory.getMappingMetamodel().getEntityDescriptor(entity);
        WriteGuards guards = engine.writeGuards();
        if (guards.isHistory(entity) && !(statement instanceof SqmDeleteStatement<?>)) {
            throw ConsentRefusals.bulkWrite(entity, "which is the history of personal data");
        }
        // Attributes of subclasses may be assigned through the superclass.
        for (String part : target.getSubclassEntityNames()) {
            check(statement, guards.of(factory.getMappingMetamodel().getEntityDescriptor(part)), entity);
        }
    }

    private static void check(SqmDmlStatement<?> statement, Rules rules, String entity) {
        if (statement instanceof SqmUpdateStatement<?> update) {
            refuse(rules, entity, update.getSetClause());
        } else if (statement instanceof SqmInsertStatement<?> insert) {
            if (rules.rows().stream().anyMatch(row -> row.rule().guard() != null)) {
                throw ConsentRefusals.bulkWrite(entity, "whose rows are personal data");
            }
            if (rules.stamp() != null) {
                throw ConsentRefusals.bulkInsert(entity);
            }
            insert.getInsertionTargetPaths().forEach(path -> refuse(rules, entity, path));
            SqmConflictClause<?> conflict = insert.getConflictClause();
            if (conflict != null && conflict.getConflictAction() != null) {
                refuse(rules, entity, conflict.getConflictAction().getSetClause());
            }
        }
    }

    private static void refuse(Rules rules, String entity, SqmSetClause assigned) {
        assigned.getAssignments().forEach(assignment -> refuse(rules, entity, assignment.getTargetPath()));
    }

    private static void refuse(Rules rules, String entity, SqmPath<?> target) {
        List<String> path = attributes(target);
        if (rules.leadsToSubject(path.get(0))) {
            throw ConsentRefusals.bulkWrite(
                    entity, "whose attribute " + path.get(0) + " says whom personal data is about");
        }
        rules.slots().stream()
                .filter(slot -> startsWith(slot.path(), path) || startsWith(path, slot.path()))
                .findFirst()
                .ifPresent(slot -> {
                    throw ConsentRefusals.bulkWrite(
                            entity, "whose attribute " + String.join(".", slot.path()) + " is personal data");
                });
    }

    private static boolean startsWith(List<String> longer, List<String> shorter) {
        return longer.size() >= shorter.size()
                && longer.subList(0, shorter.size()).equals(shorter);
    }

    private static List<String> attributes(SqmPath<?> target) {
        Deque<String> names = new ArrayDeque<>();
        for (SqmPath<?> here = target; here != null && here.getLhs() != null; here = here.getLhs()) {
            names.addFirst(here.getReferencedPathSource().getPathName());
        }
        return List.copyOf(names);
    }
}
