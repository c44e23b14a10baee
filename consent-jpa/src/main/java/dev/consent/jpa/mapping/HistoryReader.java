package dev.consent.jpa.mapping;

import dev.consent.NotPersonal;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.ErasurePlan.PastWay;
import dev.consent.jpa.mapping.ErasurePlan.Way;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.KeyValue;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.SimpleValue;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;

/** Finds in the history tables that Envers mapped what has to be redacted, and whom it is about. */
final class HistoryReader {

    private final SqlNames names;
    private final Histories histories;
    private final Identifiers identifiers;
    private final UnionTables unions;
    private final Parts parts;

    HistoryReader(SqlNames names, Histories histories, Identifiers identifiers, UnionTables unions, Parts parts) {
        this.parts = parts;
        this.unions = unions;
        this.identifiers = identifiers;
        this.names = names;
        this.histories = histories;
    }

    /** The history of an entity whose rows are erased, with the columns that hold personal values. */
    ErasurePlan.@Nullable History of(PersistentClass entity, @Nullable ProtectedRow row) {
        Set<String> kept = new HashSet<>();
        Set<String> personal = new LinkedHashSet<>();
        if (row != null && row.rule().retention() != null) {
            kept.addAll(row.rule().retention().columns());
        }
        for (PersistentClass part : Parts.lineage(entity)) {
            for (Property property : part.getProperties()) {
                personal(part.getMappedClass(), property, personal);
            }
        }
        personal.removeAll(kept);
        return history(entity, personal, row);
    }

    /** The columns of a personal row that hold values: not keys, not references, not what was found not to be personal. */
    void personal(@Nullable Class<?> holder, Property property, Set<String> personal) {
        if (holder != null && Annotations.ofAttribute(holder, property.getName(), NotPersonal.class) != null) {
            return;
        }
        if (property.getValue() instanceof Component component) {
            component.getProperties().forEach(part -> personal(component.getComponentClass(), part, personal));
        } else if (property.getValue() instanceof SimpleValue && !(property.getValue() instanceof ToOne)) {
            Attributes.columns(property).forEach(column -> personal.add(names.of(column)));
        }
    }

    private ErasurePlan.@Nullable History history(
            PersistentClass entity, Set<String> columns, @Nullable ProtectedRow row) {
        PersistentClass history = histories.of(entity);
        if (history == null) {
            return null;
        }
        Set<Keyed> tables = new LinkedHashSet<>();
        List<Identifiers.Part> id = identifiers.parts(entity);
        List<BasicType<?>> types = identifiers.types(entity);
        List<Integer> order = order(id, history);
        Map<String, List<String>> byTable = new LinkedHashMap<>();
        Set<String> attributes = new LinkedHashSet<>();
        String revision = names.of(histories.revisionColumn(history));
        Keyed found = null;
        boolean shared = row != null && row.rule().part() != null;
        SubjectLink link = row == null || row.rule().guard() == null
                ? null
                : row.rule().guard().link();
        for (PersistentClass part : Parts.lineage(history)) {
            Columns key = audited(part.getKey(), revision, order);
            if (found == null) {
                Columns used = row == null ? key : row.rule().columns();
                found = new Keyed(
                        shared
                                ? parts.rows(history, parts.inHistory(row, history))
                                : unions.pastRows(entity, part.getTable(), key.and(revision), used),
                        key,
                        types);
            }
            if (!part.getTable().isAbstractUnionTable()) {
                tables.add(new Keyed(names.of(part.getTable()), key, types));
            }
            for (Property property : part.getProperties()) {
                for (Column column : Attributes.columns(property)) {
                    if (names.isAmong(columns, column)) {
                        for (Table holding :
                                UnionTables.holding(part, property.getValue().getTable())) {
                            List<String> known = byTable.computeIfAbsent(names.of(holding), name -> new ArrayList<>());
                            if (!known.contains(names.of(column))) {
                                known.add(names.of(column));
                            }
                        }
                        attributes.add(property.getName());
                    }
                }
            }
            for (Join join : part.getJoins()) {
                tables.add(new Keyed(names.of(join.getTable()), audited(join.getKey(), revision, order), types));
            }
        }
        if (shared) {
            List<Table> searched = UnionTables.isUnion(history)
                    ? UnionTables.holding(history, history.getTable())
                    : List.of(history.getRootTable(), history.getTable());
            List<String> there = UnionTables.isUnion(history)
                    ? history.getTable().getColumns().stream().map(names::of).toList()
                    : List.of();
            byTable.put(
                    Objects.requireNonNull(found).table(),
                    searched.stream()
                            .flatMap(table -> byTable.getOrDefault(names.of(table), List.of()).stream())
                            .filter(column -> there.isEmpty() || there.contains(column))
                            .distinct()
                            .toList());
        }
        return new ErasurePlan.History(
                history.getEntityName(),
                idAttributes(entity, history),
                List.copyOf(attributes),
                Objects.requireNonNull(found),
                List.copyOf(tables),
                byTable,
                revision,
                shared,
                histories.revisionPath(history),
                link == null ? List.of() : paths(history, link.start()),
                link == null ? List.of() : types(link.start(), entity));
    }

    /** How the columns at the start of a link are read and written. */
    List<BasicType<?>> types(Columns start, PersistentClass entity) {
        for (PersistentClass part : Parts.lineage(entity)) {
            for (Property property : part.getProperties()) {
                List<BasicType<?>> types = types(start, property);
                if (!types.isEmpty()) {
                    return types;
                }
            }
        }
        return names.of(entity.getIdentifier().getColumns()).equals(start) ? identifiers.types(entity) : List.of();
    }

    private List<BasicType<?>> types(Columns start, Property property) {
        if (property.getValue() instanceof Component component) {
            return component.getProperties().stream()
                    .map(part -> types(start, part))
                    .filter(found -> !found.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }
        return property.getValue() instanceof ToOne
                        && names.of(Attributes.columns(property)).equals(start)
                ? identifiers.types(property)
                : List.of();
    }

    /** The paths of the attributes of a history that hold these columns; none when one has none. */
    List<String> paths(PersistentClass history, Columns columns) {
        Map<String, String> known = new HashMap<>();
        for (PersistentClass part : Parts.lineage(history)) {
            part.getProperties().forEach(property -> collect("", property, known));
        }
        // Of two that hold the same, the part of the identifier is always there.
        identifiers.parts(history).forEach(part -> known.put(names.of(part.column()), part.path()));
        List<String> paths = columns.names().stream()
                .map(known::get)
                .filter(Objects::nonNull)
                .toList();
        return paths.size() == columns.names().size() ? paths : List.of();
    }

    private void collect(String prefix, Property property, Map<String, String> paths) {
        if (property.getValue() instanceof Component component) {
            component.getProperties().forEach(part -> collect(prefix + property.getName() + ".", part, paths));
        } else if (property.getValue() instanceof SimpleValue value && !(value instanceof ToOne)) {
            value.getColumns().forEach(column -> paths.putIfAbsent(names.of(column), prefix + property.getName()));
        }
    }

    /** A table of a history, with the columns that hold the audited identifier. */
    Keyed keyed(PersistentClass entity, PersistentClass history, Table table) {
        String revision = names.of(histories.revisionColumn(history));
        List<String> audited = Identifiers.in(history, table).stream()
                .map(names::of)
                .filter(column -> !column.equals(revision))
                .toList();
        Columns key = new Columns(order(identifiers.parts(entity), history).stream()
                .map(audited::get)
                .toList());
        return new Keyed(names.of(table), key, identifiers.types(entity));
    }

    /** The paths of the attributes of a history that hold the audited identifier, in the order of the identifier. */
    List<String> idAttributes(PersistentClass entity, PersistentClass history) {
        return identifiers.parts(entity).stream()
                .map(part -> attributeOf(history, part.column()))
                .toList();
    }

    /** Whether an entity has a history with values in it. */
    boolean holdsValues(PersistentClass entity) {
        Set<String> personal = new LinkedHashSet<>();
        for (PersistentClass part : Parts.lineage(entity)) {
            if (histories.of(part) != null) {
                part.getProperties().forEach(property -> personal(part.getMappedClass(), property, personal));
            }
        }
        return !personal.isEmpty();
    }

    /** What the history of a collection says of its links, if it has one. */
    List<PastWay> links(Collection collection, Keyed from, Keyed to) {
        PersistentClass past = histories.ofLinks(collection);
        Columns fromThere = past == null ? null : names.in(past.getTable(), from.columns());
        Columns toThere = past == null ? null : names.in(past.getTable(), to.columns());
        if (fromThere == null || toThere == null) {
            return List.of();
        }
        String there = names.of(past.getTable());
        return List.of(way(past, new Way(from.in(there, fromThere), to.in(there, toThere)), true));
    }

    /** What a history says of rows and of others that go with them. */
    PastWay way(PersistentClass past, Way way, boolean links) {
        return new PastWay(
                way,
                histories.moments(past, names),
                links,
                past.getEntityName(),
                paths(past, way.from().columns()),
                paths(past, way.to().columns()));
    }

    /** Whether a history table knows the dates that terms are counted from. */
    boolean knows(Table history, RetentionRule rule) {
        return history.getColumns().stream().map(names::of).toList().containsAll(rule.columns());
    }

    /** The history of the owners of a collection with the dates of its term, or {@code null}. */
    @Nullable
    Keyed owners(ProtectedCollection guarded) {
        PersistentClass owner = guarded.collection().getOwner();
        RetentionRule rule = guarded.retention();
        Table past = rule == null || UnionTables.isUnion(owner) ? null : histories.of(owner, guarded.dates(names));
        return past == null || !knows(past, rule) ? null : keyed(owner, histories.of(owner), past);
    }

    /** Of the key of a history table, the columns that are not the revision, in the order of the identifier. */
    private Columns audited(KeyValue key, String revision, List<Integer> order) {
        List<String> audited = withoutRevision(key, revision);
        return new Columns(order.stream().map(audited::get).toList());
    }

    private List<String> withoutRevision(KeyValue key, String revision) {
        return key.getColumns().stream()
                .map(names::of)
                .filter(column -> !column.equals(revision))
                .toList();
    }

    /** Where each part of the identifier stands in the keys of the history, which may sort them otherwise. */
    private List<Integer> order(List<Identifiers.Part> id, PersistentClass history) {
        List<String> audited =
                withoutRevision(history.getRootClass().getIdentifier(), names.of(histories.revisionColumn(history)));
        return id.stream().map(part -> audited.indexOf(names.of(part.column()))).toList();
    }

    /** The path of the attribute of a history that holds a column of the identifier. */
    private String attributeOf(PersistentClass history, Column column) {
        return identifiers.parts(history).stream()
                .filter(part -> names.of(part.column()).equals(names.of(column)))
                .map(Identifiers.Part::path)
                .findFirst()
                .orElseThrow();
    }

    /** The path of the attribute of a history that holds the key of the data subject, when no steps lie between. */
    @Nullable
    String linkAttribute(PersistentClass history, SubjectLink link) {
        if (!link.hops().isEmpty()) {
            return null;
        }
        for (Identifiers.Part part : identifiers.parts(history)) {
            if (names.of(part.column()).equals(link.column())) {
                return part.path();
            }
        }
        return history.getPropertyClosure().stream()
                .filter(property -> Attributes.columns(property).stream()
                        .anyMatch(column -> names.of(column).equals(link.column())))
                .map(Property::getName)
                .findFirst()
                .orElse(null);
    }

    /** Where the history of an entity keeps a reference, if it does. */
    List<Keyed> references(PersistentClass from, Keyed reference) {
        PersistentClass history = histories.of(from);
        if (history == null) {
            return List.of();
        }
        boolean secondary = joins(from).anyMatch(table -> names.of(table).equals(reference.table()));
        Stream<Table> tables = secondary
                ? joins(history)
                : history.getRootClass().getSubclassClosure().stream()
                        .map(PersistentClass::getTable)
                        .filter(table -> !table.isAbstractUnionTable());
        return tables.flatMap(table -> {
                    Columns there = names.in(table, reference.columns());
                    return there == null ? Stream.empty() : Stream.of(reference.in(names.of(table), there));
                })
                .distinct()
                .toList();
    }

    /** The paths of the attributes by which the history of an entity keeps a reference. */
    List<String> paths(PersistentClass from, Keyed reference) {
        return paths(Objects.requireNonNull(histories.of(from)), reference.columns());
    }

    /** The secondary tables of a hierarchy. */
    private static Stream<Table> joins(PersistentClass entity) {
        return entity.getRootClass().getSubclassClosure().stream()
                .flatMap(part -> part.getJoins().stream())
                .map(Join::getTable);
    }
}
