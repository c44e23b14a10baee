package dev.consent.jpa.schema;

import dev.consent.jpa.guard.StandingGuards;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.Histories;
import dev.consent.jpa.mapping.Hop;
import dev.consent.jpa.mapping.Part;
import dev.consent.jpa.mapping.ProtectedAttribute;
import dev.consent.jpa.mapping.ProtectedCollection;
import dev.consent.jpa.mapping.ProtectedModel;
import dev.consent.jpa.mapping.ProtectedRow;
import dev.consent.jpa.mapping.RetentionRule;
import dev.consent.jpa.mapping.SqlNames;
import dev.consent.jpa.mapping.Stamp;
import dev.consent.jpa.mapping.UnionTables;
import dev.consent.jpa.mapping.ValueTerm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * Indexes that hiding and erasing are fast with and that the mapping does not declare. What the database has beyond the
 * mapping is not looked at.
 */
final class IndexProposals {

    private final Metadata metadata;
    private final SqlNames names;
    private final Histories histories;
    private final ProtectedModel model;
    private final boolean postgres;

    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Set<String> proposed = new HashSet<>();

    IndexProposals(Metadata metadata, SqlNames names, Histories histories, ProtectedModel model) {
        this.metadata = metadata;
        this.names = names;
        this.histories = histories;
        this.model = model;
        this.postgres = names.dialect() instanceof PostgreSQLDialect;
        metadata.collectTableMappings().forEach(table -> tables.put(names.of(table), table));
    }

    Script script(List<ReadableTable> readable, StandingGuards guards) {
        Script script =
                new Script().remark("Counts and lists that hide rows without reading them; a decision finds its rows.");
        Map<String, ReadableTable> rules = new LinkedHashMap<>();
        readable.forEach(table -> rules.put(table.name(), table));
        model.stamps().forEach(stamp -> withMask(stamp, rules.get(stamp.table()), guards, script));
        script.remark("From a person, or from what goes, to the rows that go with it.");
        links(script);
        script.remark("What is past its term.");
        model.rows().forEach(row -> term(row, script));
        model.attributes().forEach(attribute -> terms(attribute, script));
        model.collections().forEach(guarded -> terms(guarded, script));
        script.remark("The same in history.");
        history(script);
        if (postgres) {
            script.remark("Look-ups by unique attributes that Hibernate makes without a query.");
            readable.forEach(table -> loaders(table, guards, script));
        }
        return script;
    }

    private void withMask(Stamp stamp, @Nullable ReadableTable rule, StandingGuards guards, Script script) {
        if (model.rows().stream().noneMatch(row -> row.root() == stamp.entity())) {
            return; // nobody counts by columns that may be hidden
        }
        proposeWithMask(stamp, List.of(stamp.link().column()), script);
        String seen = postgres && rule != null ? seen(stamp, rule, guards) : null;
        for (Index index : stamp.entity().getTable().getIndexes().values()) {
            if (seen == null) {
                proposeWithMask(stamp, names(columns(index)), script);
            } else {
                proposeSeen(stamp, index, seen, script);
            }
        }
    }

    /** The condition under which rows are there, or {@code null} when it depends on more than the row in hand. */
    private @Nullable String seen(Stamp stamp, ReadableTable rule, StandingGuards guards) {
        boolean forEverybody = model.rows().stream()
                .filter(row -> row.root() == stamp.entity())
                .map(row -> row.rule().guard())
                .allMatch(guard -> guard != null && guard.audiences().isEmpty());
        String seen = rule.conditions().stream()
                .map(guards::standing)
                .map(condition -> condition.replace("{@}.", ""))
                .collect(Collectors.joining(" and "));
        String read = seen.toLowerCase(Locale.ROOT);
        return forEverybody && !read.contains("select") && !read.contains("now()") ? seen : null;
    }

    private void links(Script script) {
        guards().forEach((table, guard) -> guard.forEach(each -> {
            propose(table, each.link().start().names(), script);
            for (Hop hop : each.link().hops()) {
                propose(hop.table(), hop.next().names(), script);
                if (hop.many()) {
                    propose(hop.table(), hop.match().names(), script);
                }
            }
        }));
        Set<Table> going = new HashSet<>();
        model.rows()
                .forEach(
                        row -> row.entity().getSubclassClosure().forEach(part -> going.addAll(part.getTableClosure())));
        model.subjects().forEach(subject -> going.add(subject.entity().getTable()));
        for (Table table : tables.values()) {
            table.getForeignKeyCollection().stream()
                    .filter(key -> going.contains(key.getReferencedTable()))
                    .forEach(key -> propose(names.of(table), names(key.getColumns()), script));
        }
    }

    private void term(ProtectedRow row, Script script) {
        RetentionRule rule = row.rule().retention();
        if (rule != null) {
            boolean own = row.rule().part() instanceof Part.ByTable part && part.term();
            PersistentClass holder = own ? row.entity() : row.root();
            UnionTables.holding(holder, holder.getTable())
                    .forEach(table -> rule.columns().forEach(date -> propose(names.of(table), List.of(date), script)));
        }
    }

    private void terms(ProtectedAttribute attribute, Script script) {
        Table table = attribute.columns().get(0).getValue().getTable();
        for (ValueTerm term : attribute.terms()) {
            for (Table holding : UnionTables.holding(attribute.owner(), table)) {
                term.rule().columns().forEach(date -> proposeLeft(attribute, term, holding, date, script));
            }
        }
    }

    /** The row stays when its value has gone: an index that knows of what is left only does not grow with it. */
    private void proposeLeft(ProtectedAttribute attribute, ValueTerm term, Table table, String date, Script script) {
        List<String> columns = names(attribute.columns());
        if (!postgres) {
            propose(names.of(table), List.of(date), script);
        } else if (proposed.add(names.of(table) + date + columns + term.left())) {
            String left = attribute.left(term, columns);
            script.add(create("_term", table, List.of(date, columns.get(0))) + " (" + date + ") where " + left);
        }
    }

    private void terms(ProtectedCollection guarded, Script script) {
        RetentionRule rule = guarded.retention();
        if (rule != null) {
            UnionTables.holding(guarded.collection().getOwner(), guarded.dates(names))
                    .forEach(table -> rule.columns().forEach(date -> propose(names.of(table), List.of(date), script)));
        }
    }

    /** The guards of rows in each table. */
    private Map<String, List<Guard>> guards() {
        Map<String, List<Guard>> guards = new LinkedHashMap<>();
        model.rows().forEach(row -> {
            if (row.rule().guard() != null) {
                boolean own = row.rule().part() instanceof Part.ByTable part && part.link();
                PersistentClass holder = own ? row.entity() : row.root();
                add(guards, holder, holder.getTable(), row.rule().guard());
            }
        });
        model.attributes()
                .forEach(attribute -> add(
                        guards,
                        attribute.owner(),
                        attribute.columns().get(0).getValue().getTable(),
                        attribute.guard()));
        model.collections()
                .forEach(guarded -> guards.computeIfAbsent(
                                names.of(guarded.collection().getCollectionTable()), key -> new ArrayList<>())
                        .add(guarded.guard()));
        return guards;
    }

    private void add(Map<String, List<Guard>> guards, PersistentClass entity, Table table, Guard guard) {
        UnionTables.holding(entity, table)
                .forEach(holding -> guards.computeIfAbsent(names.of(holding), key -> new ArrayList<>())
                        .add(guard));
    }

    private void history(Script script) {
        Set<PersistentClass> entities = model.rows().stream()
                .<PersistentClass>flatMap(row -> row.entity().getSubclassClosure().stream())
                .collect(Collectors.toSet());
        model.attributes().forEach(attribute -> entities.add(attribute.owner()));
        for (PersistentClass entity : metadata.getEntityBindings()) {
            PersistentClass history = entities.contains(entity) ? histories.of(entity) : null;
            if (history != null && history.getTable().hasPrimaryKey()) {
                proposeIds(entity, history, script);
            }
        }
        for (Collection collection : metadata.getCollectionBindings()) {
            PersistentClass history = collection.isOneToMany() ? null : histories.of(collection);
            boolean goes = model.collections().stream().anyMatch(guarded -> guarded.collection() == collection)
                    || entities.contains(collection.getOwner());
            if (history != null && goes) {
                propose(names.of(history.getTable()), names(collection.getKey().getColumns()), script);
            }
        }
    }

    /** A history is found by the identifiers of the rows it tells of, and some of it by whom it is about. */
    private void proposeIds(PersistentClass entity, PersistentClass history, Script script) {
        Set<String> ids =
                new HashSet<>(names(entity.getRootClass().getIdentifier().getColumns()));
        List<String> key = names(history.getTable().getPrimaryKey().getColumns()).stream()
                .filter(ids::contains)
                .toList();
        if (!key.isEmpty()) {
            propose(names.of(history.getTable()), key, script);
        }
        guards().getOrDefault(names.of(entity.getTable()), List.of()).forEach(guard -> {
            List<String> start = guard.link().start().names();
            if (start.stream().allMatch(column -> hasColumn(history.getTable(), column))) {
                propose(names.of(history.getTable()), start, script);
            }
        });
    }

    private boolean hasColumn(Table table, String column) {
        return table.getColumns().stream().anyMatch(known -> names.of(known).equals(column));
    }

    /** A loader compares the guarded column and nothing else, so what it compares is what is indexed. */
    private void loaders(ReadableTable readable, StandingGuards guards, Script script) {
        Table table = tables.get(readable.name());
        if (table == null) {
            return;
        }
        for (ReadableTable.Field field : readable.columns()) {
            boolean unique = table.getUniqueKeys().values().stream()
                    .anyMatch(key -> names(key.getColumns()).equals(List.of(field.name())));
            if (field.read() != null && unique) {
                String read = guards.standing(field.read()).replace("{@}.", "");
                if (!read.toLowerCase(Locale.ROOT).contains("select")) {
                    script.add(create("_read", table, List.of(field.name())) + " ((" + read + "))");
                }
            }
        }
    }

    private void propose(String table, List<String> columns, Script script) {
        Table known = tables.get(table);
        if (proposed.add(table + columns) && known != null && !isLed(known, columns)) {
            script.add(create("", known, columns) + " (" + String.join(", ", columns) + ")");
        }
    }

    /** PostgreSQL counts identifiers from an index that has them; the others have them in every index, or read rows. */
    private void proposeWithMask(Stamp stamp, List<String> columns, Script script) {
        if (!proposed.add(stamp.table() + columns)) {
            return;
        }
        List<String> more = new ArrayList<>(List.of(stamp.column()));
        if (postgres) {
            more.addAll(stamp.key());
        }
        more.removeAll(columns);
        script.add(create("_mask", stamp.entity().getTable(), columns) + " (" + String.join(", ", columns)
                + (postgres ? ") include (" : ", ") + String.join(", ", more) + ")");
    }

    /** An index of the rows that are there only: who uses it tests no row. */
    private void proposeSeen(Stamp stamp, Index index, String seen, Script script) {
        List<String> columns = names(columns(index));
        if (!columns.isEmpty() && proposed.add(stamp.table() + columns + seen)) {
            String ordered = columns(index).stream()
                    .map(column -> names.of(column)
                            + Optional.ofNullable(index.getSelectableOrderMap().get(column))
                                    .map(order -> " " + order)
                                    .orElse(""))
                    .collect(Collectors.joining(", "));
            List<String> more = new ArrayList<>(stamp.key());
            more.removeAll(columns);
            script.add(create("_seen", stamp.entity().getTable(), columns) + " (" + ordered + ")"
                    + (more.isEmpty() ? "" : " include (" + String.join(", ", more) + ")") + " where " + seen);
        }
    }

    private String create(String kind, Table table, List<String> columns) {
        return "create index if not exists " + Script.name("consent" + kind, table.getName(), String.join("_", columns))
                + " on " + names.of(table);
    }

    /** Whether an index of the mapping begins with the columns; H2 and MariaDB have one for each foreign key, too. */
    private boolean isLed(Table table, List<String> columns) {
        Stream<List<Column>> led = Stream.concat(
                table.getIndexes().values().stream().map(IndexProposals::columns),
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

    private static List<Column> columns(Index index) {
        return index.getSelectables().stream()
                .filter(Column.class::isInstance)
                .map(Column.class::cast)
                .toList();
    }

    private List<String> names(List<Column> columns) {
        return columns.stream().map((Column column) -> names.of(column)).toList();
    }
}
