package dev.consent.jpa.schema;

import dev.consent.jpa.mapping.SqlNames;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** The script of indexes that are to be created: none twice, and none that the mapping has already. */
final class NewIndexes {

    private final SqlNames names;
    private final boolean postgres;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Set<String> proposed = new HashSet<>();
    private final Script script = new Script();

    NewIndexes(Metadata metadata, SqlNames names) {
        this.names = names;
        this.postgres = names.dialect() instanceof PostgreSQLDialect;
        metadata.collectTableMappings().forEach(table -> tables.put(names.of(table), table));
    }

    /** Whether the database has indexes of some rows, of expressions, and with columns beside their key. */
    boolean postgres() {
        return postgres;
    }

    @Nullable
    Table table(String name) {
        return tables.get(name);
    }

    Script script() {
        return script;
    }

    void remark(String line) {
        script.remark(line);
    }

    /** An index of these columns, unless one of the mapping begins with them. */
    void propose(String table, List<String> columns) {
        Table known = tables.get(table);
        if (begin(table, columns) && known != null && !isLed(known, columns)) {
            add("", known, columns, "(" + String.join(", ", columns) + ")");
        }
    }

    /** The same for all columns of a key. */
    void propose(Table table, List<Column> columns) {
        propose(names.of(table), names(columns));
    }

    /** Whether these columns begin no index yet that serves all rows. Whoever is told so makes one that they do. */
    boolean begin(String table, List<String> columns) {
        return proposed.add(table + columns);
    }

    /**
     * An index of a kind of its own.
     *
     * @param kind part of its name
     * @param columns what it is about, for its name
     * @param definition what follows the table's name
     */
    void propose(String kind, Table table, List<String> columns, String definition) {
        if (proposed.add(names.of(table) + columns + definition)) {
            add(kind, table, columns, definition);
        }
    }

    /** The columns of an index of the mapping. */
    List<String> columns(Index index) {
        return names(plain(index));
    }

    /** The same, with their order where one is given. */
    List<String> ordered(Index index) {
        return plain(index).stream()
                .map(column -> names.of(column)
                        + Optional.ofNullable(index.getSelectableOrderMap().get(column))
                                .map(order -> " " + order)
                                .orElse(""))
                .toList();
    }

    List<String> names(List<Column> columns) {
        return columns.stream().map((Column column) -> names.of(column)).toList();
    }

    private void add(String kind, Table table, List<String> columns, String definition) {
        script.add("create index if not exists "
                + Script.name("consent" + kind, table.getName(), String.join("_", columns)) + " on " + names.of(table)
                + " " + definition);
    }

    /** Whether an index of the mapping begins with the columns; H2 and MariaDB have one for each foreign key, too. */
    private boolean isLed(Table table, List<String> columns) {
        Stream<List<Column>> led = Stream.concat(
                table.getIndexes().values().stream().map(NewIndexes::plain),
                table.getUniqueKeys().values().stream().map(key -> key.getColumns()));
        if (table.hasPrimaryKey()) {
            led = Stream.concat(led, Stream.of(table.getPrimaryKey().getColumns()));
        }
        if (!postgres) {
            led = Stream.concat(led, table.getForeignKeyCollection().stream().map(key -> key.getColumns()));
        }
        return led.map(this::names)
                .anyMatch(index -> index.size() >= columns.size()
                        && index.subList(0, columns.size()).equals(columns));
    }

    private static List<Column> plain(Index index) {
        return index.getSelectables().stream()
                .filter(Column.class::isInstance)
                .map(Column.class::cast)
                .toList();
    }
}
