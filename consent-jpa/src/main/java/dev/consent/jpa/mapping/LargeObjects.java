package dev.consent.jpa.mapping;

import java.util.List;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;

/** PostgreSQL keeps large objects outside of the row, where no statement that erases rows would reach them. */
final class LargeObjects {

    private final Metadata metadata;
    private final MappingProblems problems;

    LargeObjects(Metadata metadata, MappingProblems problems) {
        this.metadata = metadata;
        this.problems = problems;
    }

    /** Refuses them in rows that are erased, collections included. */
    void refuse(PersistentClass entity) {
        List<PersistentClass> parts = Parts.lineage(entity);
        for (PersistentClass part : parts) {
            for (Property property : part.getProperties()) {
                refuse(part, property.getName(), Attributes.columns(property));
            }
        }
        for (Collection collection : metadata.getCollectionBindings()) {
            if (parts.contains(collection.getOwner()) && !collection.isOneToMany()) {
                refuse(collection);
            }
        }
    }

    /** Refuses them in the rows of a collection, keys included. */
    void refuse(Collection collection) {
        refuse(
                collection.getOwner(),
                CollectionRoles.attribute(collection),
                List.copyOf(collection.getCollectionTable().getColumns()));
    }

    void refuse(PersistentClass entity, String attribute, List<Column> columns) {
        for (Column column : columns) {
            String type = column.getSqlType(metadata);
            if (type.equalsIgnoreCase("oid") || type.equalsIgnoreCase("lo")) {
                problems.add(
                        entity,
                        attribute,
                        "its value is kept as a large object outside of the row, and could not be erased",
                        "Map it as text or bytes, with @JdbcTypeCode(SqlTypes.LONG32VARCHAR) or LONG32VARBINARY");
            }
        }
    }
}
