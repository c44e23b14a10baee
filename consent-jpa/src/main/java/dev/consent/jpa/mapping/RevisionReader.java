package dev.consent.jpa.mapping;

import dev.consent.PersonalData;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hibernate.boot.Metadata;
import org.hibernate.envers.RevisionEntity;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.jspecify.annotations.Nullable;

/**
 * Finds the personal values of a revision entity of the application's own, such as who made a change. They are about no
 * one person that a row leads to, so they are not hidden; they go with the history whose revisions they describe.
 */
final class RevisionReader {

    private RevisionReader() {}

    /** Whether an attribute of this entity that is marked so goes with the history, and is not hidden. */
    static boolean isPlain(PersistentClass entity, PersonalData personal) {
        return personal.subject().isEmpty()
                && !SubjectPaths.isSubject(entity.getMappedClass())
                && isRevision(entity.getMappedClass());
    }

    private static boolean isRevision(@Nullable Class<?> type) {
        for (Class<?> here = type; here != null; here = here.getSuperclass()) {
            if (here.isAnnotationPresent(RevisionEntity.class)) {
                return true;
            }
        }
        return false;
    }

    /** What has to go from revisions, or {@code null} when they hold nothing personal. */
    static ErasurePlan.@Nullable Revisions read(
            Metadata metadata, SqlNames names, Histories histories, MappingProblems problems) {
        PersistentClass any = metadata.getEntityBindings().stream()
                .filter(entity -> entity.getClassName() != null)
                .map(histories::of)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        String revision = any == null ? null : names.of(histories.revisionColumn(any));
        for (PersistentClass entity : metadata.getEntityBindings()) {
            if (revision == null || entity.getClassName() == null || !isRevision(entity.getMappedClass())) {
                continue;
            }
            List<String> columns = new ArrayList<>();
            List<Keyed> collections = new ArrayList<>();
            List<String> attributes = new ArrayList<>();
            List<String> collectionAttributes = new ArrayList<>();
            for (Property property : entity.getPropertyClosure()) {
                PersonalData personal =
                        Annotations.ofAttribute(entity.getMappedClass(), property.getName(), PersonalData.class);
                if (personal != null && isPlain(entity, personal)) {
                    read(metadata, entity, property, names, columns, collections, problems);
                    if (property.getValue() instanceof Collection) {
                        collectionAttributes.add(property.getName());
                    } else {
                        addPaths(property.getName(), property, attributes);
                    }
                }
            }
            if (!columns.isEmpty() || !collections.isEmpty()) {
                return new ErasurePlan.Revisions(
                        new Keyed(
                                names.of(entity.getTable()),
                                names.of(entity.getIdentifier().getColumns()),
                                new Identifiers(metadata).types(entity)),
                        revision,
                        List.copyOf(columns),
                        List.copyOf(collections),
                        List.copyOf(attributes),
                        List.copyOf(collectionAttributes),
                        entity.getEntityName(),
                        entity.getIdentifierProperty().getName());
            }
        }
        return null;
    }

    private static void addPaths(String path, Property property, List<String> paths) {
        if (property.getValue() instanceof Component component) {
            component.getProperties().forEach(part -> addPaths(path + "." + part.getName(), part, paths));
        } else {
            paths.add(path);
        }
    }

    private static void read(
            Metadata metadata,
            PersistentClass entity,
            Property property,
            SqlNames names,
            List<String> columns,
            List<Keyed> collections,
            MappingProblems problems) {
        LargeObjects largeObjects = new LargeObjects(metadata, problems);
        if (property.getValue() instanceof Collection collection) {
            largeObjects.refuse(collection);
            collections.add(new Keyed(
                    names.of(collection.getCollectionTable()),
                    names.of(collection.getKey().getColumns()),
                    new Identifiers(metadata).types(entity)));
            return;
        }
        List<Column> values = Attributes.columns(property);
        largeObjects.refuse(entity, property.getName(), values);
        for (Column column : values) {
            if (!column.isNullable() || property.getValue().getTable() != entity.getTable()) {
                problems.add(
                        entity,
                        property.getName(),
                        "it has to be erased with the history, but its column " + column.getName()
                                + " is NOT NULL or in another table",
                        "Make the column nullable and keep it in the table of the revisions");
            }
            columns.add(names.of(column));
        }
    }
}
