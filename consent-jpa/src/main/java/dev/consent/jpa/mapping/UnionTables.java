package dev.consent.jpa.mapping;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UnionSubclass;

/**
 * Where rows are kept. In a TABLE_PER_CLASS hierarchy each entity keeps whole rows in a table of its own, inherited
 * columns included, and the table in which Hibernate's model has an attribute may hold none of them.
 */
public final class UnionTables {

    private final SqlNames names;
    private final Histories histories;

    public UnionTables(SqlNames names, Histories histories) {
        this.names = names;
        this.histories = histories;
    }

    /** Whether the rows of a hierarchy are kept whole in one table for each entity. */
    static boolean isUnion(PersistentClass entity) {
        return entity.getRootClass().getSubclassClosure().stream().anyMatch(UnionSubclass.class::isInstance);
    }

    /** The tables that hold what the model has in this table of an entity: the table itself, or each of a union. */
    public static List<Table> holding(PersistentClass entity, Table table) {
        if (!isUnion(entity)) {
            return List.of(table);
        }
        return entity.getSubclassClosure().stream()
                .map(PersistentClass::getTable)
                .filter(concrete -> !concrete.isAbstractUnionTable())
                .toList();
    }

    /** These columns of all rows of an entity, as a table to select from. */
    public String rows(PersistentClass entity, Table table, Columns... columns) {
        return isUnion(entity) ? union(holding(entity, table), columns) : names.of(table);
    }

    /** These columns of all rows in the history of an audited entity, and their revision, as a table to select from. */
    String pastRows(PersistentClass entity, Table history, Columns... columns) {
        if (!isUnion(entity)) {
            return names.of(history);
        }
        List<PersistentClass> past = entity.getSubclassClosure().stream()
                .map(histories::of)
                .filter(Objects::nonNull)
                .toList();
        List<Table> tables = past.stream()
                .map(PersistentClass::getTable)
                .filter(concrete -> !concrete.isAbstractUnionTable())
                .toList();
        Stream<Columns> revision = past.stream().limit(1).map(one -> names.of(List.of(histories.revisionColumn(one))));
        return union(tables, Stream.concat(Stream.of(columns), revision).toArray(Columns[]::new));
    }

    private String union(List<Table> tables, Columns... columns) {
        Set<String> selected = new LinkedHashSet<>();
        for (Columns some : columns) {
            selected.addAll(some.names());
        }
        String list = new Columns(new ArrayList<>(selected)).list("U0.");
        return tables.stream()
                .map(table -> "SELECT " + list + " FROM " + names.of(table) + " U0")
                .collect(Collectors.joining(" UNION ALL ", "(", ")"));
    }
}
