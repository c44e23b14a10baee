package dev.consent.jpa.mapping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/** Tells the rows of a subclass from those of the other entities of its hierarchy. */
public final class Parts {

    private final SqlNames names;

    public Parts(SqlNames names) {
        this.names = names;
    }

    /** An entity, the entities it inherits from before it, and those that inherit from it after it. */
    static List<PersistentClass> lineage(PersistentClass entity) {
        List<PersistentClass> above = new ArrayList<>();
        for (PersistentClass here = entity.getSuperclass(); here != null; here = here.getSuperclass()) {
            above.add(here);
        }
        Collections.reverse(above);
        above.addAll(entity.getSubclassClosure());
        return above;
    }

    /** Why the rows of an entity cannot be told from those of others, or {@code null} when they can. */
    static @Nullable String indistinct(PersistentClass entity) {
        if (entity instanceof RootClass) {
            return null;
        }
        if (UnionTables.isUnion(entity)) {
            return null;
        }
        if (byColumn(entity)) {
            Value discriminator = entity.getDiscriminator();
            if (discriminator == null
                    || discriminator.hasFormula()
                    || discriminator.getColumns().size() != 1) {
                return "in a hierarchy that has no column to tell it by";
            }
            boolean fits = entity.getRootClass().getSubclassClosure().stream()
                    .noneMatch(part -> part.isDiscriminatorValueNull() || part.isDiscriminatorValueNotNull());
            if (!fits) {
                return "in a hierarchy in which the absence of a value, or any other value, tells an entity";
            }
            Class<?> type = discriminator.getType().getReturnedClass();
            return Set.<Class<?>>of(String.class, Character.class, Integer.class)
                            .contains(type)
                    ? null
                    : "in a hierarchy that tells it by a " + type.getSimpleName();
        }
        boolean shared = entity.getRootClass().getSubclassClosure().stream()
                .anyMatch(other -> other != entity && other.getTable() == entity.getTable());
        return shared ? "whose table it shares with another entity" : null;
    }

    private static boolean byColumn(PersistentClass entity) {
        return entity.getTable() == entity.getRootClass().getTable();
    }

    /** What tells the rows of an entity, or of a history, or {@code null} when all rows of its root table are meant. */
    @Nullable
    Part of(PersistentClass entity, boolean link, boolean term) {
        if (entity instanceof RootClass) {
            return null;
        }
        if (UnionTables.isUnion(entity)) {
            Columns key = names.of(entity.getRootClass().getIdentifier().getColumns());
            return new Part.ByTable(wholeRows(entity), key, key, true, true);
        }
        return byColumn(entity)
                ? new Part.ByColumn(
                        names.of(entity.getDiscriminator().getColumns().get(0)), others(entity))
                : new Part.ByTable(
                        names.of(entity.getTable()),
                        names.of(entity.getKey().getColumns()),
                        names.of(entity.getRootClass().getIdentifier().getColumns()),
                        link,
                        term);
    }

    /** Whole rows of an entity in a hierarchy with a table per class: those of one table, or of several. */
    private String wholeRows(PersistentClass entity) {
        List<Table> tables = UnionTables.holding(entity, entity.getTable());
        if (tables.size() == 1) {
            return names.of(tables.get(0));
        }
        Set<String> columns = new LinkedHashSet<>();
        entity.getTable().getColumns().forEach((Column column) -> columns.add(names.of(column)));
        String list = new Columns(List.copyOf(columns)).list("U1.");
        return tables.stream()
                .map(table -> "SELECT " + list + " FROM " + names.of(table) + " U1")
                .collect(Collectors.joining(" UNION ALL ", "(", ")"));
    }

    /** The values of other entities: one that no entity has is taken for one of the rows that are meant. */
    private static List<String> others(PersistentClass entity) {
        List<String> others = new ArrayList<>();
        entity.getRootClass().getSubclassClosure().forEach(other -> others.add(literal(other)));
        entity.getSubclassClosure().forEach(meant -> others.removeIf(literal(meant)::equals));
        return others;
    }

    private static String literal(PersistentClass entity) {
        String value = entity.getDiscriminatorValue();
        return entity.getDiscriminator().getType().getReturnedClass() == Integer.class
                ? value
                : "'" + value.replace("'", "''") + "'";
    }

    /** A rule as it is for the rows of the history of its entity. */
    public RowRule inHistory(ProtectedRow row, PersistentClass history) {
        return row.rule().lookedUp().in(part(row, history));
    }

    private @Nullable Part part(ProtectedRow row, PersistentClass history) {
        return row.rule().part() instanceof Part.ByTable live
                ? of(history, live.link(), live.term())
                : of(history, false, false);
    }

    /**
     * The rows of an entity or a history that a rule is for, as a table to select from.
     *
     * @param rule the rule as it is for these rows; it is for a part of the rows of their root table
     */
    String rows(PersistentClass entity, RowRule rule) {
        Table root = entity.getRootClass().getTable();
        if (rule.part() instanceof Part.ByTable part) {
            if (UnionTables.isUnion(entity)) {
                return part.table();
            }
            return "(SELECT " + columns(root, entity.getTable(), rule, part) + " FROM " + names.of(root) + " U0 JOIN "
                    + part.table() + " P0 ON " + part.key().value("P0.") + " = "
                    + part.root().value("U0.") + ")";
        }
        Part.ByColumn part = (Part.ByColumn) rule.part();
        return "(SELECT * FROM " + names.of(root) + " U0 WHERE CASE WHEN " + part.isOther("U0.")
                + " THEN 0 ELSE 1 END = 1)";
    }

    /** All columns of both tables; of two with one name the one that the rule looks at, or else that of the root. */
    private String columns(Table root, Table own, RowRule rule, Part.ByTable part) {
        Map<String, String> columns = new LinkedHashMap<>();
        root.getColumns().forEach((Column column) -> columns.put(names.of(column), "U0."));
        own.getColumns().forEach((Column column) -> columns.putIfAbsent(names.of(column), "P0."));
        if (part.link() && rule.guard() != null) {
            rule.guard().link().start().names().forEach(column -> columns.put(column, "P0."));
        }
        if (part.term() && rule.retention() != null) {
            rule.retention().columns().forEach(column -> columns.put(column, "P0."));
        }
        return columns.entrySet().stream()
                .map(column -> column.getValue() + column.getKey())
                .collect(Collectors.joining(", "));
    }
}
