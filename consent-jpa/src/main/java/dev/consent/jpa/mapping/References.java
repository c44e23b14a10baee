package dev.consent.jpa.mapping;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.engine.spi.CascadeStyle;
import org.hibernate.engine.spi.CascadingActions;
import org.hibernate.mapping.Any;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.IndexedCollection;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/** The foreign keys of a persistence unit, as Hibernate's boot model knows them. */
final class References {

    private final Metadata metadata;

    References(Metadata metadata) {
        this.metadata = metadata;
    }

    /**
     * A foreign key that refers to an entity.
     *
     * @param cascades whether the referring row goes with the one it refers to
     * @param broken whether it refers to something else than the primary key
     * @param place columns that say at which place of a collection the row is, and nothing when it is in none
     * @param apart whether its table holds this reference and nothing else
     * @param links the collection that writes it, or {@code null} when it is an attribute
     */
    record Reference(
            PersistentClass owner,
            String attribute,
            Table table,
            List<Column> columns,
            boolean cascades,
            boolean broken,
            List<Column> place,
            boolean apart,
            @Nullable Collection links) {

        /** The columns whose absence ends the reference and nothing else: those no other attribute uses too. */
        List<Column> ending() {
            List<Column> own =
                    columns.stream().filter(column -> uses(owner, column) < 2).toList();
            List<Column> ending = new ArrayList<>(own.isEmpty() ? columns : own);
            place.stream().filter(column -> uses(owner, column) == 0).forEach(ending::add);
            return ending;
        }

        private static long uses(PersistentClass owner, Column column) {
            return Stream.concat(Identifiers.attributes(owner).stream(), owner.getPropertyClosure().stream())
                    .filter(property -> !property.isBackRef() && !property.isSynthetic())
                    .filter(property -> property.getSelectables().contains(column))
                    .count();
        }
    }

    /**
     * A reference to an entity that is not an attribute of an entity: within the values of a collection, or as the key of
     * a map.
     *
     * @param owner the entity that has the collection
     * @param table where it is kept
     * @param ending the columns whose absence ends it, or none when its row has to go
     */
    record InCollection(
            PersistentClass owner,
            String attribute,
            Table table,
            List<Column> columns,
            List<Column> ending,
            boolean broken) {}

    /** A reference, or elements of a collection, that may lead to rows of several entities. */
    record AnyReference(PersistentClass owner, String attribute) {}

    /** All references that may lead to an entity among others, of those that say to which they may. */
    List<AnyReference> any(PersistentClass entity) {
        Set<AnyReference> found = new LinkedHashSet<>();
        for (PersistentClass owner : metadata.getEntityBindings()) {
            if (owner.getClassName() != null) {
                owner.getProperties()
                        .forEach(property -> any(entity, owner, property.getName(), property.getValue(), found));
            }
        }
        for (Collection collection : metadata.getCollectionBindings()) {
            if (collection.getOwner().getClassName() != null) {
                any(
                        entity,
                        collection.getOwner(),
                        CollectionRoles.attribute(collection),
                        collection.getElement(),
                        found);
            }
        }
        return List.copyOf(found);
    }

    private void any(PersistentClass entity, PersistentClass owner, String path, Value value, Set<AnyReference> found) {
        if (value instanceof Component component) {
            component
                    .getProperties()
                    .forEach(part -> any(entity, owner, path + "." + part.getName(), part.getValue(), found));
        } else if (value instanceof Any any
                && any.getMetaValues() != null
                && any.getMetaValues().values().stream().anyMatch(target -> leadsTo(entity, target))) {
            found.add(new AnyReference(owner, path));
        }
    }

    /** All references to an entity in values and keys of collections. */
    List<InCollection> inCollections(PersistentClass entity) {
        List<InCollection> references = new ArrayList<>();
        for (Collection collection : metadata.getCollectionBindings()) {
            if (collection.getOwner().getClassName() == null) {
                continue;
            }
            if (collection.getElement() instanceof Component element) {
                within(entity, collection, element, false, references);
            }
            if (collection instanceof IndexedCollection indexed
                    && indexed.getIndex() != null
                    && !indexed.hasMapKeyProperty()) {
                within(entity, collection, indexed.getIndex(), true, references);
            }
        }
        return references;
    }

    private void within(
            PersistentClass entity, Collection collection, Value value, boolean key, List<InCollection> references) {
        if (value instanceof Component component) {
            component.getProperties().forEach(part -> within(entity, collection, part.getValue(), key, references));
        } else if (value instanceof ToOne toOne
                && !toOne.hasFormula()
                && leadsTo(entity, toOne.getReferencedEntityName())) {
            List<Column> columns = toOne.getColumns();
            List<Column> ending = new ArrayList<>();
            if (collection.isOneToMany()) {
                // The row is that of the element, which stays without its place.
                ending.addAll(columns);
                if (!collection.isInverse()) {
                    ending.addAll(collection.getKey().getColumns());
                }
            } else if (!key && columns.stream().allMatch(Column::isNullable)) {
                ending.addAll(columns);
            }
            references.add(new InCollection(
                    collection.getOwner(),
                    CollectionRoles.attribute(collection),
                    collection.getCollectionTable(),
                    columns,
                    ending,
                    !toOne.isReferenceToPrimaryKey()));
        }
    }

    /** All references to an entity, wherever they are mapped. */
    List<Reference> to(PersistentClass entity) {
        List<Reference> references = new ArrayList<>();
        for (PersistentClass owner : metadata.getEntityBindings()) {
            if (owner.getClassName() != null) {
                for (Property property : owner.getProperties()) {
                    collect(entity, owner, property.getName(), property, references);
                }
                if (owner instanceof RootClass) {
                    Identifiers.attributes(owner)
                            .forEach(part -> collect(entity, owner, part.getName(), part, references));
                }
            }
        }
        return references;
    }

    private void collect(
            PersistentClass entity, PersistentClass owner, String path, Property property, List<Reference> references) {
        if (property.getValue() instanceof Component component) {
            component
                    .getProperties()
                    .forEach(part -> collect(entity, owner, path + "." + part.getName(), part, references));
        } else if (property.getValue() instanceof ToOne toOne
                && !toOne.hasFormula()
                && !toOne.getColumns().isEmpty()
                && toOne.getTable() != null
                && leadsTo(entity, toOne.getReferencedEntityName())) {
            List<Column> columns = toOne.getColumns();
            boolean sharesKey = columns.equals(owner.getKey().getColumns());
            references.add(new Reference(
                    owner,
                    path,
                    toOne.getTable(),
                    columns,
                    sharesKey || toOne.isCascadeDeleteEnabled() || removes(entity, owner, toOne.getTable(), columns),
                    !toOne.isReferenceToPrimaryKey(),
                    List.of(),
                    owner.getJoins().stream()
                            .anyMatch(join -> join.getTable() == toOne.getTable()
                                    && join.getProperties().size() == 1),
                    null));
        } else if (property.getValue() instanceof Collection collection
                && collection.getElement() instanceof OneToMany oneToMany
                && !collection.isInverse()
                && Parts.lineage(entity).contains(owner)) {
            PersistentClass element = oneToMany.getAssociatedClass();
            references.add(new Reference(
                    element,
                    "(" + path + ")",
                    collection.getCollectionTable(),
                    collection.getKey().getColumns(),
                    removes(property),
                    collection.getReferencedPropertyName() != null,
                    place(collection),
                    false,
                    collection));
        }
    }

    private static List<Column> place(Collection collection) {
        return collection instanceof IndexedCollection indexed && !indexed.hasMapKeyProperty()
                ? indexed.getIndex().getColumns()
                : List.of();
    }

    /** Whether an entity declares that its removal removes the rows that refer to it through this foreign key. */
    private boolean removes(PersistentClass entity, PersistentClass owner, Table table, List<Column> columns) {
        for (PersistentClass part : Parts.lineage(entity)) {
            for (Property property : part.getProperties()) {
                boolean inverse = property.getValue() instanceof Collection collection
                        && CollectionRoles.standsInItsElements(collection)
                        && collection.getCollectionTable() == table
                        && collection.getKey().getColumns().equals(columns);
                boolean single = property.getValue() instanceof org.hibernate.mapping.OneToOne one
                        && metadata.getEntityBinding(one.getReferencedEntityName())
                                        .getRootClass()
                                == owner.getRootClass()
                        && isOtherSide(one, owner, columns);
                if ((inverse || single) && removes(property)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a one-to-one is the other side of a reference, and not of another one between the same entities. */
    private boolean isOtherSide(org.hibernate.mapping.OneToOne one, PersistentClass owner, List<Column> columns) {
        String mappedBy = one.getMappedByProperty();
        if (mappedBy == null) {
            return columns.equals(owner.getKey().getColumns());
        }
        Property back = Attributes.find(metadata.getEntityBinding(one.getReferencedEntityName()), mappedBy);
        return back == null || back.getColumns().equals(columns);
    }

    static boolean removes(Property property) {
        CascadeStyle style = property.getCascadeStyle();
        return style.doCascade(CascadingActions.REMOVE) || style.hasOrphanDelete();
    }

    private boolean leadsTo(PersistentClass entity, String referenced) {
        return Parts.lineage(entity).contains(metadata.getEntityBinding(referenced));
    }
}
