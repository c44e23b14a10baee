package dev.consent.jpa.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Any;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.ManyToOne;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/**
 * Looks for references and collections that would take protected data along with them, lose it, or move it to somebody
 * else: those that keep a copy of a protected value as their key, those that lead to any entity, and those that write
 * whom data is about without its entity.
 */
final class Crossings {

    private final Metadata metadata;
    private final java.util.Collection<PersistentClass> entities;
    private final List<ProtectedRow> rows;
    private final OtherWays ways;
    private final MappingProblems problems;
    private final List<Step> steps;

    /** A reference on the way from protected data to its person. */
    record Step(PersistentClass data, Table table, List<Column> columns) {}

    Crossings(
            Metadata metadata,
            java.util.Collection<PersistentClass> entities,
            java.util.Collection<ProtectedRow> rows,
            List<ProtectedAttribute> attributes,
            List<ProtectedCollection> collections,
            OtherWays ways,
            MappingProblems problems) {
        this.metadata = metadata;
        this.entities = entities;
        this.rows = List.copyOf(rows);
        this.ways = ways;
        this.problems = problems;
        this.steps = steps(metadata, rows, attributes, collections);
    }

    /** All references on the ways from protected data to its people. */
    static List<Step> steps(
            Metadata metadata,
            java.util.Collection<ProtectedRow> rows,
            List<ProtectedAttribute> attributes,
            List<ProtectedCollection> collections) {
        List<Step> steps = new ArrayList<>();
        rows.forEach(row -> walk(metadata, row.entity(), row.subjectPath(), steps));
        attributes.forEach(attribute -> walk(metadata, attribute.owner(), attribute.subjectPath(), steps));
        collections.forEach(guarded -> walk(metadata, guarded.collection().getOwner(), guarded.subjectPath(), steps));
        return steps;
    }

    private static void walk(Metadata metadata, PersistentClass start, List<String> path, List<Step> steps) {
        PersistentClass here = start;
        for (String name : path) {
            Property property = here == null ? null : Attributes.find(here, name);
            if (property == null) {
                return; // said elsewhere
            }
            if (property.getValue() instanceof ToOne toOne) {
                steps.add(new Step(start, toOne.getTable(), toOne.getColumns()));
            }
            here = CollectionRoles.target(metadata, property);
        }
    }

    void check() {
        for (PersistentClass entity : entities) {
            entity.getProperties().forEach(property -> check(entity, property.getName(), property.getValue()));
        }
        for (Collection collection : metadata.getCollectionBindings()) {
            if (entities.contains(collection.getOwner())) {
                String attribute = CollectionRoles.attribute(collection);
                check(collection.getOwner(), attribute, collection.getElement());
                checkKey(collection, attribute);
                checkWriting(collection, attribute);
            }
        }
    }

    private void check(PersistentClass owner, String path, Value value) {
        if (value instanceof Component component) {
            component.getProperties().forEach(part -> check(owner, path + "." + part.getName(), part.getValue()));
        } else if (value instanceof Any any) {
            checkAny(owner, path, any.getMetaValues());
        } else if (value instanceof ManyToOne toOne && toOne.getReferencedPropertyName() != null) {
            PersistentClass target = metadata.getEntityBinding(toOne.getReferencedEntityName());
            refuseCopy(owner, path, target, toOne.getReferencedPropertyName());
        }
    }

    private void checkKey(Collection collection, String attribute) {
        if (collection.getReferencedPropertyName() != null) {
            refuseCopy(collection.getOwner(), attribute, collection.getOwner(), collection.getReferencedPropertyName());
        }
    }

    private void refuseCopy(PersistentClass owner, String path, @Nullable PersistentClass target, String referenced) {
        Property property = target == null ? null : target.getReferencedProperty(referenced);
        if (property == null || !property.getValue().hasColumns()) {
            return;
        }
        for (Column column : Attributes.columns(property)) {
            ProtectedAttribute hidden = ways.hidden(column.getValue().getTable(), column);
            if (hidden != null) {
                problems.add(
                        owner,
                        path,
                        "it keeps a copy of the protected attribute " + hidden.name() + " of "
                                + SubjectPaths.simpleName(hidden.owner()) + " as its key, which nothing hides",
                        "Refer to the primary key");
            }
        }
    }

    /** What is hidden cannot be told from what is not there, and what kind of thing it was would be lost with it. */
    private void checkAny(PersistentClass owner, String path, @Nullable Map<?, String> targets) {
        rows.stream()
                .filter(row -> targets == null
                        || targets.isEmpty()
                        || targets.values().stream()
                                .map(metadata::getEntityBinding)
                                .anyMatch(target -> target != null && row.touches(target)))
                .findFirst()
                .ifPresent(row -> problems.add(
                        owner,
                        path,
                        "it may lead to rows of " + SubjectPaths.simpleName(row.entity())
                                + ", which may be hidden, and would fail or lose them",
                        "Refer to them with a reference or collection of their own"));
    }

    /** Nobody is asked for elements that a collection moves, and no copy of a mask follows them. */
    private void checkWriting(Collection collection, String attribute) {
        if (!collection.isOneToMany() || collection.isInverse()) {
            return;
        }
        steps.stream()
                .filter(step -> Physical.same(step.table(), collection.getCollectionTable())
                        && step.columns().stream()
                                .anyMatch(column -> collection.getKey().getColumns().stream()
                                        .anyMatch(key -> Physical.same(key, column))))
                .findFirst()
                .ifPresent(step -> problems.add(
                        collection.getOwner(),
                        attribute,
                        "it writes whom " + SubjectPaths.simpleName(step.data())
                                + " is about past the reference that says so",
                        "Add mappedBy, so that the reference alone is written"));
    }
}
