package dev.consent.jpa.mapping;

import dev.consent.jpa.mapping.ErasurePlan.ElementHistory;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;

/** Finds every table that holds rows of an entity, or their keys. */
final class RowTables {

    private final Metadata metadata;
    private final SqlNames names;
    private final Histories histories;
    private final Identifiers identifiers;
    private final UnionTables unions;
    private final Parts parts;
    private final HistoryReader history;
    private final MappingProblems problems;

    RowTables(
            Metadata metadata,
            SqlNames names,
            Histories histories,
            Identifiers identifiers,
            UnionTables unions,
            Parts parts,
            HistoryReader history,
            MappingProblems problems) {
        this.metadata = metadata;
        this.names = names;
        this.histories = histories;
        this.identifiers = identifiers;
        this.unions = unions;
        this.parts = parts;
        this.history = history;
        this.problems = problems;
    }

    /** The columns of personal values that can be null, per table. */
    Map<String, List<String>> values(PersistentClass entity) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (PersistentClass part : Parts.lineage(entity)) {
            for (Property property : part.getProperties()) {
                Set<String> personal = new LinkedHashSet<>();
                history.personal(part.getMappedClass(), property, personal);
                Attributes.columns(property).stream()
                        .filter(column -> column.isNullable() && personal.contains(names.of(column)))
                        .forEach(column -> UnionTables.holding(
                                        part, property.getValue().getTable())
                                .forEach(table -> values.computeIfAbsent(names.of(table), name -> new ArrayList<>())
                                        .add(names.of(column))));
            }
        }
        return values;
    }

    /** Where a reference to an entity is kept. */
    List<Keyed> keyed(PersistentClass entity, References.Reference reference) {
        return UnionTables.holding(reference.owner(), reference.table()).stream()
                .map(table -> keyed(entity, table, reference.columns()))
                .toList();
    }

    /** The table of a collection, with the columns that hold the key of its owner. */
    Keyed elements(Collection collection) {
        List<Column> key = collection.getKey().getColumns();
        PersistentClass owner = collection.getOwner();
        List<BasicType<?>> types = collection.getReferencedPropertyName() == null
                ? identifiers.types(owner)
                : identifiers.types(owner.getReferencedProperty(collection.getReferencedPropertyName()));
        return new Keyed(names.of(collection.getCollectionTable()), names.of(key), types);
    }

    /** Where all owners of a collection are found with their key and the dates that its term is counted from. */
    Keyed owners(ProtectedCollection guarded) {
        PersistentClass entity = guarded.collection().getOwner();
        RetentionRule rule = guarded.retention();
        Table table = guarded.dates(names);
        Columns key = names.of(Identifiers.in(entity, table));
        Columns dates = new Columns(rule == null ? List.of() : rule.columns());
        return new Keyed(unions.rows(entity, table, key, dates), key, identifiers.types(entity));
    }

    /** A table with the columns of it that hold keys of an entity. */
    Keyed keyed(PersistentClass entity, Table table, List<Column> columns) {
        return new Keyed(names.of(table), names.of(columns), identifiers.types(entity));
    }

    Keyed found(PersistentClass entity, @Nullable ProtectedRow row) {
        Columns key = names.of(entity.getIdentifier().getColumns());
        if (row != null && row.rule().part() != null) {
            return new Keyed(parts.rows(entity, row.rule()), key, identifiers.types(entity));
        }
        Columns used = row == null ? key : row.rule().columns();
        return new Keyed(unions.rows(entity, entity.getTable(), key, used), key, identifiers.types(entity));
    }

    List<Keyed> tables(PersistentClass entity) {
        if (UnionTables.isUnion(entity)) {
            return UnionTables.holding(entity, entity.getTable()).stream()
                    .map(table -> keyed(entity, table, entity.getIdentifier().getColumns()))
                    .toList();
        }
        Set<Keyed> tables = new LinkedHashSet<>();
        List<PersistentClass> leavesFirst = new ArrayList<>(Parts.lineage(entity));
        java.util.Collections.reverse(leavesFirst);
        for (PersistentClass part : leavesFirst) {
            for (Join join : part.getJoins()) {
                tables.add(keyed(entity, join.getTable(), join.getKey().getColumns()));
            }
        }
        for (PersistentClass part : leavesFirst) {
            if (part.getTable() != entity.getRootClass().getTable()) {
                tables.add(keyed(entity, part.getTable(), part.getKey().getColumns()));
            }
        }
        Keyed root = keyed(
                entity, entity.getRootClass().getTable(), entity.getIdentifier().getColumns());
        tables.remove(root);
        tables.add(root);
        return List.copyOf(tables);
    }

    void readLinks(
            PersistentClass entity, Collection collection, List<Keyed> links, List<ElementHistory> elementHistories) {
        List<PersistentClass> lineage = Parts.lineage(entity);
        PersistentClass element = CollectionRoles.element(collection);
        boolean owned = lineage.contains(collection.getOwner());
        boolean linked = element != null && lineage.contains(element);
        // Links in the rows of the elements are references of these.
        boolean ownTable = !CollectionRoles.standsInItsElements(collection);
        if ((!owned && !linked) || !(ownTable || holdsValues(collection))) {
            return;
        }
        List<Column> key = collection.getKey().getColumns();
        if (owned && ownTable && collection.getReferencedPropertyName() != null) {
            problems.add(
                    collection.getOwner(),
                    CollectionRoles.attribute(collection),
                    "its rows refer to their owner, which has to be erased, by a unique key instead of the primary key",
                    "Refer to the primary key");
            return;
        }
        if (owned && histories.isLost(collection)) {
            problems.add(
                    collection.getOwner(),
                    CollectionRoles.attribute(collection),
                    "its history table cannot be found, so it could not be erased",
                    "Name it with @AuditJoinTable, or exclude the collection with @NotAudited");
        }
        PersistentClass history = holdsValues(collection) ? histories.of(collection) : null;
        if (owned) {
            if (ownTable) {
                links.add(keyed(entity, collection.getCollectionTable(), key));
            }
            if (history != null) {
                elementHistories.add(elementHistory(entity, collection, history, key));
            }
        }
        if (linked) {
            List<Column> there = ownTable
                    ? collection.getElement().getColumns()
                    : element.getIdentifier().getColumns();
            if (ownTable) {
                links.add(keyed(entity, collection.getCollectionTable(), there));
            }
            if (history != null) {
                elementHistories.add(elementHistory(entity, collection, history, there));
            }
        }
    }

    private ElementHistory elementHistory(
            PersistentClass entity, Collection collection, PersistentClass history, List<Column> key) {
        Columns there = names.in(history.getTable(), names.of(key));
        if (there == null) {
            problems.add(
                    collection.getOwner(),
                    CollectionRoles.attribute(collection),
                    "its history does not say by the same columns whose it is, so it could not be erased",
                    "Name the columns of its table, or exclude the collection with @NotAudited");
        }
        return new ElementHistory(
                collection.getOwner().getEntityName(),
                CollectionRoles.attribute(collection),
                new Keyed(
                        names.of(history.getTable()), there == null ? names.of(key) : there, identifiers.types(entity)),
                histories.moments(history, names),
                history.getEntityName(),
                this.history.paths(history, there == null ? names.of(key) : there));
    }

    /** Whether something other than keys of entities stands beside its links. */
    private static boolean holdsValues(Collection collection) {
        boolean keyed = collection instanceof org.hibernate.mapping.Map map
                && !map.hasMapKeyProperty()
                && !(map.getIndex() instanceof ToOne);
        return keyed || CollectionRoles.element(collection) == null;
    }
}
