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
import dev.consent.jpa.mapping.UnionTables;
import dev.consent.jpa.mapping.ValueTerm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;

/**
 * Indexes that hiding and erasing are fast with and that the mapping does not declare. What the database has beyond the
 * mapping is not looked at.
 */
final class IndexProposals {

    private final Metadata metadata;
    private final SqlNames names;
    private final Histories histories;
    private final ProtectedModel model;
    private final NewIndexes indexes;

    IndexProposals(Metadata metadata, SqlNames names, Histories histories, ProtectedModel model) {
        this.metadata = metadata;
        this.names = names;
        this.histories = histories;
        this.model = model;
        this.indexes = new NewIndexes(metadata, names);
    }

    Script script(List<ReadableTable> readable, StandingGuards guards) {
        indexes.remark("Counts and lists that hide rows without reading them; a decision finds its rows.");
        MaskIndexes masks = new MaskIndexes(model, readable, guards, indexes);
        model.stamps().forEach(masks::propose);
        indexes.remark("From a person, or from what goes, to the rows that go with it.");
        links();
        indexes.remark("What is past its term.");
        model.rows().forEach(this::term);
        model.attributes().forEach(this::terms);
        model.collections().forEach(this::terms);
        indexes.remark("The same in history.");
        history();
        if (indexes.postgres()) {
            indexes.remark("Look-ups by unique attributes that Hibernate makes without a query.");
            readable.forEach(table -> loaders(table, guards));
        }
        return indexes.script();
    }

    private void links() {
        guards().forEach((table, guard) -> guard.forEach(each -> {
            indexes.propose(table, each.link().start().names());
            for (Hop hop : each.link().hops()) {
                indexes.propose(hop.table(), hop.next().names());
                if (hop.many()) {
                    indexes.propose(hop.table(), hop.match().names());
                }
            }
        }));
        Set<Table> going = new HashSet<>();
        model.rows()
                .forEach(
                        row -> row.entity().getSubclassClosure().forEach(part -> going.addAll(part.getTableClosure())));
        model.subjects().forEach(subject -> going.add(subject.entity().getTable()));
        for (Table table : metadata.collectTableMappings()) {
            table.getForeignKeyCollection().stream()
                    .filter(key -> going.contains(key.getReferencedTable()))
                    .forEach(key -> indexes.propose(table, key.getColumns()));
        }
    }

    private void term(ProtectedRow row) {
        RetentionRule rule = row.rule().retention();
        if (rule != null) {
            boolean own = row.rule().part() instanceof Part.ByTable part && part.term();
            PersistentClass holder = own ? row.entity() : row.root();
            UnionTables.holding(holder, holder.getTable())
                    .forEach(table -> rule.columns().forEach(date -> indexes.propose(names.of(table), List.of(date))));
        }
    }

    private void terms(ProtectedAttribute attribute) {
        Table table = attribute.columns().get(0).getValue().getTable();
        for (ValueTerm term : attribute.terms()) {
            for (Table holding : UnionTables.holding(attribute.owner(), table)) {
                term.rule().columns().forEach(date -> proposeLeft(attribute, term, holding, date));
            }
        }
    }

    /** The row stays when its value has gone: an index that knows of what is left only does not grow with it. */
    private void proposeLeft(ProtectedAttribute attribute, ValueTerm term, Table table, String date) {
        if (!indexes.postgres()) {
            indexes.propose(names.of(table), List.of(date));
            return;
        }
        List<String> columns = indexes.names(attribute.columns());
        indexes.propose(
                "_term", table, List.of(date, columns.get(0)), "(" + date + ") where " + attribute.left(term, columns));
    }

    private void terms(ProtectedCollection guarded) {
        RetentionRule rule = guarded.retention();
        if (rule != null) {
            UnionTables.holding(guarded.collection().getOwner(), guarded.dates(names))
                    .forEach(table -> rule.columns().forEach(date -> indexes.propose(names.of(table), List.of(date))));
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

    private void history() {
        Set<PersistentClass> entities = model.rows().stream()
                .<PersistentClass>flatMap(row -> row.entity().getSubclassClosure().stream())
                .collect(Collectors.toSet());
        model.attributes().forEach(attribute -> entities.add(attribute.owner()));
        for (PersistentClass entity : metadata.getEntityBindings()) {
            PersistentClass history = entities.contains(entity) ? histories.of(entity) : null;
            if (history != null && history.getTable().hasPrimaryKey()) {
                proposeIds(entity, history);
            }
        }
        for (Collection collection : metadata.getCollectionBindings()) {
            PersistentClass history = collection.isOneToMany() ? null : histories.of(collection);
            boolean goes = model.collections().stream().anyMatch(guarded -> guarded.collection() == collection)
                    || entities.contains(collection.getOwner());
            if (history != null && goes) {
                indexes.propose(history.getTable(), collection.getKey().getColumns());
            }
        }
    }

    /** A history is found by the identifiers of the rows it tells of, and some of it by whom it is about. */
    private void proposeIds(PersistentClass entity, PersistentClass history) {
        Set<String> ids = new HashSet<>(
                indexes.names(entity.getRootClass().getIdentifier().getColumns()));
        List<String> key = indexes.names(history.getTable().getPrimaryKey().getColumns()).stream()
                .filter(ids::contains)
                .toList();
        if (!key.isEmpty()) {
            indexes.propose(names.of(history.getTable()), key);
        }
        guards().getOrDefault(names.of(entity.getTable()), List.of()).forEach(guard -> {
            List<String> start = guard.link().start().names();
            if (start.stream().allMatch(column -> hasColumn(history.getTable(), column))) {
                indexes.propose(names.of(history.getTable()), start);
            }
        });
    }

    private boolean hasColumn(Table table, String column) {
        return table.getColumns().stream().anyMatch(known -> names.of(known).equals(column));
    }

    /** A loader compares the guarded column and nothing else, so what it compares is what is indexed. */
    private void loaders(ReadableTable readable, StandingGuards guards) {
        Table table = indexes.table(readable.name());
        if (table == null) {
            return;
        }
        for (ReadableTable.Field field : readable.columns()) {
            boolean unique = table.getUniqueKeys().values().stream()
                    .anyMatch(key -> indexes.names(key.getColumns()).equals(List.of(field.name())));
            if (field.read() != null && unique) {
                String read = guards.standing(field.read()).replace("{@}.", "");
                if (!read.toLowerCase(Locale.ROOT).contains("select")) {
                    indexes.propose("_read", table, List.of(field.name()), "((" + read + "))");
                }
            }
        }
    }
}
