package dev.consent.jpa.schema;

import dev.consent.jpa.guard.StandingGuards;
import dev.consent.jpa.mapping.Attributes;
import dev.consent.jpa.mapping.SqlNames;
import dev.consent.jpa.schema.ReadableTable.Field;
import dev.consent.jpa.schema.ReadableTable.Parent;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UnionSubclass;

/**
 * Reads from Hibernate's boot model what the guards that were installed there leave of each table. What Hibernate guards
 * by the way it gets to a table, such as the tables of subclasses and of collections, is told as a parent that must be
 * there.
 */
final class ReadableTables {

    /** No row is there: for what nobody could tell whom it is about. */
    private static final String NEVER = "1 = 0";

    private static final class Draft {
        final Set<String> conditions = new LinkedHashSet<>();
        final Set<Parent> parents = new LinkedHashSet<>();
        final Map<String, String> reads = new LinkedHashMap<>();
    }

    private final SqlNames names;
    private final Map<Table, Draft> drafts = new LinkedHashMap<>();

    private ReadableTables(SqlNames names) {
        this.names = names;
    }

    /** The tables that hold protected data, those without parents first. */
    static List<ReadableTable> read(Metadata metadata, SqlNames names) {
        ReadableTables tables = new ReadableTables(names);
        metadata.getEntityBindings().forEach(tables::read);
        metadata.getCollectionBindings().forEach(tables::read);
        return tables.drafts.entrySet().stream()
                .filter(entry -> entry.getKey().isPhysicalTable())
                .map(entry -> tables.table(entry.getKey(), entry.getValue()))
                .sorted(Comparator.<ReadableTable, Boolean>comparing(
                                table -> !table.parents().isEmpty())
                        .thenComparing(ReadableTable::name))
                .toList();
    }

    private Draft draft(Table table) {
        return drafts.computeIfAbsent(table, key -> new Draft());
    }

    private void read(PersistentClass entity) {
        entity.getProperties().forEach(property -> readColumns(entity, property));
        entity.getJoins().forEach(join -> join.getProperties().forEach(property -> readColumns(entity, property)));
        RootClass root = entity.getRootClass();
        if (!isRuled(root)) {
            return;
        }
        List<Column> key = root.getIdentifier().getColumns();
        if (entity == root || isTableOfItsOwn(entity)) {
            draft(entity.getTable()).conditions.add(root.getWhere());
        } else if (entity.getTable() != root.getTable()) {
            draft(entity.getTable())
                    .parents
                    .add(new Parent(names(entity.getKey().getColumns()), names.of(root.getTable()), names(key)));
        }
        for (Join join : entity.getJoins()) {
            draft(join.getTable())
                    .parents
                    .add(new Parent(
                            names(join.getKey().getColumns()),
                            names.of(isTableOfItsOwn(entity) ? entity.getTable() : root.getTable()),
                            names(key)));
        }
    }

    private static boolean isTableOfItsOwn(PersistentClass entity) {
        return entity instanceof UnionSubclass;
    }

    private static boolean isRuled(PersistentClass entity) {
        String where = entity.getRootClass().getWhere();
        return where != null && StandingGuards.isGuard(where);
    }

    private void readColumns(PersistentClass entity, Property property) {
        for (Column column : Attributes.columns(property)) {
            String read = column.getCustomRead();
            if (read != null && StandingGuards.isGuard(read)) {
                draft(property.getValue().getTable()).reads.put(names.of(column), read);
                entity.getSubclassClosure().stream()
                        .filter(ReadableTables::isTableOfItsOwn)
                        .forEach(subclass -> draft(subclass.getTable()).reads.put(names.of(column), read));
            }
        }
    }

    private void read(Collection collection) {
        Table table = collection.getCollectionTable();
        if (collection.isOneToMany() || table == null) {
            return;
        }
        String where = collection.getWhere();
        if (where != null && StandingGuards.isGuard(where)) {
            draft(table).conditions.add(where);
        }
        RootClass owner = collection.getOwner().getRootClass();
        if (isRuled(owner)) {
            if (collection.getReferencedPropertyName() == null
                    && owner.getSubclassClosure().stream().noneMatch(ReadableTables::isTableOfItsOwn)) {
                draft(table)
                        .parents
                        .add(new Parent(
                                names(collection.getKey().getColumns()),
                                names.of(owner.getTable()),
                                names(owner.getIdentifier().getColumns())));
            } else {
                draft(table).conditions.add(NEVER);
            }
        }
    }

    private ReadableTable table(Table table, Draft draft) {
        return new ReadableTable(
                names.of(table),
                table.getQuotedName(names.dialect()),
                table.hasPrimaryKey() ? names(table.getPrimaryKey().getColumns()) : List.of(),
                new ArrayList<>(draft.conditions),
                new ArrayList<>(draft.parents),
                table.getColumns().stream()
                        .map(names::of)
                        .map(name -> new Field(name, draft.reads.get(name)))
                        .toList());
    }

    private List<String> names(List<Column> columns) {
        return columns.stream().map((Column column) -> names.of(column)).toList();
    }
}
