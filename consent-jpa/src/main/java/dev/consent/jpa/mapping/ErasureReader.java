package dev.consent.jpa.mapping;

import dev.consent.NotPersonal;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.jpa.mapping.ErasurePlan.Dependent;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.engine.spi.CascadeStyle;
import org.hibernate.engine.spi.CascadingActions;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.KeyValue;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.SimpleValue;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.jspecify.annotations.Nullable;

/** Plans erasure from Hibernate's boot model: what a row takes with it, and where its history is. */
public final class ErasureReader {

    private final Metadata metadata;
    private final SqlNames names;
    private final Histories histories;
    private final Map<RootClass, ProtectedRow> ruled = new LinkedHashMap<>();
    private final MappingProblems problems;
    private final Map<RootClass, ErasurePlan.Row> rows = new LinkedHashMap<>();
    private final Map<RootClass, Set<RootClass>> refersTo = new HashMap<>();

    private ErasureReader(
            Metadata metadata, SqlNames names, Histories histories, ProtectedModel model, MappingProblems problems) {
        this.problems = problems;
        this.metadata = metadata;
        this.names = names;
        this.histories = histories;
        model.rows().forEach(row -> ruled.put(row.entity(), row));
    }

    /**
     * Plans the erasure of everything that is protected.
     *
     * @param problems takes every mapping of which rows could not be erased
     */
    public static ErasurePlan read(
            Metadata metadata, SqlNames names, Histories histories, ProtectedModel model, MappingProblems problems) {
        ErasureReader reader = new ErasureReader(metadata, names, histories, model, problems);
        reader.readRows();
        List<ErasurePlan.Field> fields =
                model.attributes().stream().map(reader::field).toList();
        List<ErasurePlan.Elements> elements =
                model.collections().stream().map(reader::elements).toList();
        return new ErasurePlan(reader.ordered(), fields, elements);
    }

    private void readRows() {
        Deque<RootClass> open = new ArrayDeque<>(ruled.keySet());
        while (!open.isEmpty()) {
            RootClass entity = open.poll();
            if (!rows.containsKey(entity)) {
                open.addAll(readRow(entity));
            }
        }
    }

    /** Plans one entity and returns the entities whose rows go with it. */
    private List<RootClass> readRow(RootClass entity) {
        String unusable = SubjectPaths.unusableKey(entity, metadata);
        if (unusable != null) {
            problems.add(
                    entity,
                    null,
                    "its rows have to be erased, but " + unusable,
                    "Give it an identifier of one column of type Long, Integer, Short, String or UUID");
            return List.of();
        }
        refuseLargeObjects(entity);
        List<Keyed> links = new ArrayList<>();
        List<Keyed> blanked = new ArrayList<>();
        List<Keyed> elementHistories = new ArrayList<>();
        Map<RootClass, Dependent> dependents = new LinkedHashMap<>();
        for (Collection collection : metadata.getCollectionBindings()) {
            readLinks(entity, collection, links, elementHistories);
        }
        for (Reference reference : referencesTo(entity)) {
            RootClass from = reference.owner().getRootClass();
            Keyed keyed = new Keyed(names.of(reference.table()), names.of(reference.column()));
            if (from != entity) {
                refersTo.computeIfAbsent(from, key -> new HashSet<>()).add(entity);
            }
            if (reference.broken()) {
                problems.add(
                        reference.owner(),
                        reference.attribute(),
                        "it refers to rows that have to be erased by a unique key instead of the primary key",
                        "Refer to the primary key");
            } else if (leadsToSubject(from, keyed) && !goesAnyway(from, entity)) {
                problems.add(
                        reference.owner(),
                        reference.attribute(),
                        "its data subject is reached over rows that may be erased before it is",
                        "Refer to the data subject directly, or serve the same purposes");
            } else if (reference.cascades()) {
                dependents.put(from, new Dependent(from.getEntityName(), keyed, inHistory(from, reference)));
            } else if (reference.column().isNullable()) {
                blanked.add(keyed);
            } else if (goesAnyway(from, entity) && from != entity) {
                continue;
            } else {
                problems.add(
                        reference.owner(),
                        reference.attribute(),
                        "it refers to rows of " + SubjectPaths.simpleName(entity)
                                + " that have to be erased, and its column cannot be null",
                        "Make it optional, or let " + SubjectPaths.simpleName(entity)
                                + " cascade removal to it, or give it the same purpose and data subject");
            }
        }
        ProtectedRow row = ruled.get(entity);
        rows.put(
                entity,
                new ErasurePlan.Row(
                        entity.getEntityName(),
                        entity.getIdentifierProperty().getName(),
                        row == null ? null : row.rule().guard(),
                        row == null ? null : row.rule().retention(),
                        tables(entity),
                        List.copyOf(links),
                        List.copyOf(blanked),
                        List.copyOf(dependents.values()),
                        rowHistory(entity, row),
                        List.copyOf(elementHistories)));
        return List.copyOf(dependents.keySet());
    }

    /** A row that serves no purpose the erased one does not serve is erased whenever that one is. */
    private boolean goesAnyway(RootClass from, RootClass erased) {
        ProtectedRow referring = ruled.get(from);
        ProtectedRow referred = ruled.get(erased);
        Guard mine = referring == null ? null : referring.rule().guard();
        Guard other = referred == null ? null : referred.rule().guard();
        return mine != null
                && other != null
                && mine.link().subjectType().equals(other.link().subjectType())
                && codes(other).containsAll(codes(mine))
                && referred.rule().retention() == null;
    }

    /** Whether a protected entity finds its data subject through this column. */
    private boolean leadsToSubject(RootClass from, Keyed reference) {
        ProtectedRow row = ruled.get(from);
        Guard guard = row == null ? null : row.rule().guard();
        return guard != null
                && !guard.link().hops().isEmpty()
                && guard.link().column().equals(reference.column());
    }

    private @Nullable Keyed inHistory(RootClass from, Reference reference) {
        PersistentClass history = histories.of(from);
        if (history == null) {
            return null;
        }
        String column = names.of(reference.column());
        return history.getRootClass().getSubclassClosure().stream()
                .map(PersistentClass::getTable)
                .filter(table -> table.getColumns().stream()
                        .anyMatch(known -> names.of(known).equals(column)))
                .findFirst()
                .map(table -> new Keyed(names.of(table), column))
                .orElse(null);
    }

    /** PostgreSQL keeps large objects outside of the row, where no statement of ours would reach them. */
    private void refuseLargeObjects(RootClass entity) {
        for (PersistentClass part : entity.getSubclassClosure()) {
            for (Property property : part.getProperties()) {
                refuseLargeObjects(part, property.getName(), property.getColumns());
            }
        }
        for (Collection collection : metadata.getCollectionBindings()) {
            if (collection.getOwner().getRootClass() == entity && !collection.isOneToMany()) {
                refuseLargeObjects(
                        collection.getOwner(),
                        collection
                                .getRole()
                                .substring(collection.getOwnerEntityName().length() + 1),
                        collection.getElement().getColumns());
            }
        }
    }

    private void refuseLargeObjects(PersistentClass entity, String attribute, List<Column> columns) {
        for (Column column : columns) {
            if (column.getSqlType(metadata).equalsIgnoreCase("oid")) {
                problems.add(
                        entity,
                        attribute,
                        "its value is kept as a large object outside of the row, and could not be erased",
                        "Map it as text or bytes, with @JdbcTypeCode(SqlTypes.LONG32VARCHAR) or LONG32VARBINARY");
            }
        }
    }

    private static Set<String> codes(Guard guard) {
        return guard.purposes().stream().map(DeclaredPurpose::code).collect(Collectors.toSet());
    }

    private List<Keyed> tables(RootClass entity) {
        Set<Keyed> tables = new LinkedHashSet<>();
        List<PersistentClass> leavesFirst = new ArrayList<>(entity.getSubclassClosure());
        java.util.Collections.reverse(leavesFirst);
        for (PersistentClass part : leavesFirst) {
            for (Join join : part.getJoins()) {
                tables.add(new Keyed(
                        names.of(join.getTable()),
                        names.of(join.getKey().getColumns().get(0))));
            }
        }
        for (PersistentClass part : leavesFirst) {
            if (part.getTable() != entity.getTable()) {
                tables.add(new Keyed(
                        names.of(part.getTable()),
                        names.of(part.getKey().getColumns().get(0))));
            }
        }
        Keyed root = new Keyed(
                names.of(entity.getTable()),
                names.of(entity.getIdentifier().getColumns().get(0)));
        tables.remove(root);
        tables.add(root);
        return List.copyOf(tables);
    }

    private void readLinks(RootClass entity, Collection collection, List<Keyed> links, List<Keyed> elementHistories) {
        boolean ownTable = !collection.isOneToMany();
        if (!ownTable) {
            return;
        }
        String table = names.of(collection.getCollectionTable());
        if (collection.getOwner().getRootClass() == entity) {
            links.add(new Keyed(table, names.of(collection.getKey().getColumns().get(0))));
            PersistentClass history = histories.of(collection);
            if (history == null && histories.audits(collection)) {
                problems.add(
                        collection.getOwner(),
                        collection
                                .getRole()
                                .substring(collection.getOwnerEntityName().length() + 1),
                        "its history table cannot be found, so it could not be erased",
                        "Name it with @AuditJoinTable, or exclude the collection with @NotAudited");
            }
            if (history != null && holdsValues(collection)) {
                elementHistories.add(new Keyed(
                        names.of(history.getTable()),
                        names.of(collection.getKey().getColumns().get(0))));
            }
        }
        if (collection.getElement() instanceof ToOne toOne && root(toOne.getReferencedEntityName()) == entity) {
            links.add(new Keyed(table, names.of(toOne.getColumns().get(0))));
            PersistentClass history = histories.of(collection);
            if (history != null && holdsValues(collection)) {
                elementHistories.add(new Keyed(
                        names.of(history.getTable()),
                        names.of(toOne.getColumns().get(0))));
            }
        }
    }

    private static boolean holdsValues(Collection collection) {
        boolean keyed = collection instanceof org.hibernate.mapping.Map map && !(map.getIndex() instanceof ToOne);
        return keyed || !(collection.getElement() instanceof ToOne);
    }

    /**
     * A foreign key column that refers to an entity.
     *
     * @param cascades whether the referring row goes with the one it refers to
     * @param broken whether it refers to something else than the primary key
     */
    private record Reference(
            PersistentClass owner, String attribute, Table table, Column column, boolean cascades, boolean broken) {}

    private List<Reference> referencesTo(RootClass entity) {
        List<Reference> references = new ArrayList<>();
        for (PersistentClass owner : metadata.getEntityBindings()) {
            if (owner.getClassName() != null) {
                for (Property property : owner.getProperties()) {
                    collect(entity, owner, property.getName(), property, references);
                }
            }
        }
        return references;
    }

    private void collect(
            RootClass entity, PersistentClass owner, String path, Property property, List<Reference> references) {
        if (property.getValue() instanceof Component component) {
            component
                    .getProperties()
                    .forEach(part -> collect(entity, owner, path + "." + part.getName(), part, references));
        } else if (property.getValue() instanceof ToOne toOne
                && !toOne.getColumns().isEmpty()
                && toOne.getTable() != null
                && root(toOne.getReferencedEntityName()) == entity) {
            Column column = toOne.getColumns().get(0);
            boolean sharesKey = toOne.getColumns().equals(owner.getKey().getColumns());
            references.add(new Reference(
                    owner,
                    path,
                    toOne.getTable(),
                    column,
                    sharesKey || toOne.isCascadeDeleteEnabled() || removes(entity, owner, toOne.getTable(), column),
                    !toOne.isReferenceToPrimaryKey()));
        } else if (property.getValue() instanceof Collection collection
                && collection.getElement() instanceof OneToMany oneToMany
                && !collection.isInverse()
                && owner.getRootClass() == entity) {
            PersistentClass element = oneToMany.getAssociatedClass();
            Column column = collection.getKey().getColumns().get(0);
            references.add(new Reference(
                    element,
                    "(" + path + ")",
                    collection.getCollectionTable(),
                    column,
                    removes(property),
                    collection.getReferencedPropertyName() != null));
        }
    }

    /** Whether an entity declares that its removal removes the rows that refer to it through this column. */
    private boolean removes(RootClass entity, PersistentClass owner, Table table, Column column) {
        for (PersistentClass part : entity.getSubclassClosure()) {
            for (Property property : part.getProperties()) {
                boolean inverse = property.getValue() instanceof Collection collection
                        && collection.isOneToMany()
                        && collection.getCollectionTable() == table
                        && collection.getKey().getColumns().contains(column);
                boolean single = property.getValue() instanceof org.hibernate.mapping.OneToOne one
                        && root(one.getReferencedEntityName()) == owner.getRootClass();
                if ((inverse || single) && removes(property)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean removes(Property property) {
        CascadeStyle style = property.getCascadeStyle();
        return style.doCascade(CascadingActions.REMOVE) || style.hasOrphanDelete();
    }

    private @Nullable RootClass root(String entityName) {
        PersistentClass entity = metadata.getEntityBinding(entityName);
        return entity == null ? null : entity.getRootClass();
    }

    private ErasurePlan.@Nullable History rowHistory(RootClass entity, @Nullable ProtectedRow row) {
        Set<String> kept = new HashSet<>();
        Set<String> personal = new LinkedHashSet<>();
        if (row != null && row.rule().retention() != null) {
            kept.add(row.rule().retention().column());
        }
        for (PersistentClass part : entity.getSubclassClosure()) {
            for (Property property : part.getProperties()) {
                personal(part.getMappedClass(), property, personal);
            }
        }
        personal.removeAll(kept);
        return history(entity, personal, row == null ? null : row.rule().guard());
    }

    /** The columns of a personal row that hold values: not keys, not references, not what was found not to be personal. */
    private void personal(@Nullable Class<?> holder, Property property, Set<String> personal) {
        if (holder != null && Annotations.ofAttribute(holder, property.getName(), NotPersonal.class) != null) {
            return;
        }
        if (property.getValue() instanceof Component component) {
            component.getProperties().forEach(part -> personal(component.getComponentClass(), part, personal));
        } else if (property.getValue() instanceof SimpleValue value && !(value instanceof ToOne)) {
            value.getColumns().forEach(column -> personal.add(names.of(column)));
        }
    }

    private ErasurePlan.@Nullable History history(PersistentClass entity, Set<String> columns, @Nullable Guard guard) {
        PersistentClass history = histories.of(entity);
        if (history == null) {
            return null;
        }
        List<Keyed> tables = new ArrayList<>();
        Map<String, List<String>> byTable = new LinkedHashMap<>();
        Set<String> attributes = new LinkedHashSet<>();
        String revision = names.of(histories.revisionColumn(history));
        for (PersistentClass part : history.getRootClass().getSubclassClosure()) {
            String table = names.of(part.getTable());
            if (byTable.putIfAbsent(table, new ArrayList<>()) == null) {
                tables.add(new Keyed(table, audited(part.getKey(), revision)));
            }
            for (Property property : part.getProperties()) {
                for (Column column : property.getColumns()) {
                    if (columns.contains(names.of(column))) {
                        List<String> known = byTable.computeIfAbsent(
                                names.of(property.getValue().getTable()), key -> new ArrayList<>());
                        if (!known.contains(names.of(column))) {
                            known.add(names.of(column));
                        }
                        attributes.add(property.getName());
                    }
                }
            }
            for (Join join : part.getJoins()) {
                Keyed joined = new Keyed(names.of(join.getTable()), audited(join.getKey(), revision));
                if (!tables.contains(joined)) {
                    tables.add(joined);
                }
            }
        }
        return new ErasurePlan.History(
                history.getEntityName(),
                "originalId." + entity.getIdentifierProperty().getName(),
                List.copyOf(attributes),
                List.copyOf(tables),
                byTable,
                revision,
                guard == null ? null : linkAttribute(history, guard.link()));
    }

    /** Of the key of a history table, the column that is not the revision. */
    private String audited(KeyValue key, String revision) {
        return key.getColumns().stream()
                .map(names::of)
                .filter(column -> !column.equals(revision))
                .findFirst()
                .orElseThrow();
    }

    /** The path of the attribute of a history that holds the key of the data subject, when no steps lie between. */
    private @Nullable String linkAttribute(PersistentClass history, SubjectLink link) {
        if (!link.hops().isEmpty()) {
            return null;
        }
        for (Property part : ((Component) history.getRootClass().getIdentifier()).getProperties()) {
            if (part.getColumns().stream().anyMatch(column -> names.of(column).equals(link.column()))) {
                return "originalId." + part.getName();
            }
        }
        return history.getPropertyClosure().stream()
                .filter(property -> property.getColumns().stream()
                        .anyMatch(column -> names.of(column).equals(link.column())))
                .map(Property::getName)
                .findFirst()
                .orElse(null);
    }

    private ErasurePlan.Field field(ProtectedAttribute attribute) {
        PersistentClass owner = attribute.owner();
        refuseLargeObjects(attribute.owner(), attribute.name(), attribute.columns());
        List<String> columns = attribute.columns().stream().map(names::of).toList();
        Table table = attribute.columns().get(0).getValue().getTable();
        PersistentClass history = histories.of(owner);
        Set<String> attributes = new LinkedHashSet<>();
        Table historyTable = null;
        if (history != null) {
            for (Property property : history.getProperties()) {
                if (property.getColumns().stream().anyMatch(column -> columns.contains(names.of(column)))) {
                    attributes.add(property.getName());
                    historyTable = property.getValue().getTable();
                }
            }
        }
        return new ErasurePlan.Field(
                owner.getEntityName(),
                attribute.name(),
                attribute.subjectPath(),
                attribute.guard(),
                names.of(table),
                columns,
                historyTable == null ? null : history.getEntityName(),
                historyTable == null ? null : names.of(historyTable),
                historyTable == null ? null : attribute.guard().link(),
                List.copyOf(attributes),
                historyTable == null
                        ? null
                        : linkAttribute(history, attribute.guard().link()));
    }

    private ErasurePlan.Elements elements(ProtectedCollection protectedCollection) {
        Collection collection = protectedCollection.collection();
        refuseLargeObjects(
                collection.getOwner(),
                protectedCollection.attribute(),
                collection.getElement().getColumns());
        PersistentClass history = histories.of(collection);
        if (history == null && histories.audits(collection)) {
            problems.add(
                    collection.getOwner(),
                    protectedCollection.attribute(),
                    "its history table cannot be found, so it could not be erased",
                    "Name it with @AuditJoinTable, or exclude the collection with @NotAudited");
        }
        return new ErasurePlan.Elements(
                collection.getOwner().getEntityName(),
                protectedCollection.attribute(),
                protectedCollection.subjectPath(),
                protectedCollection.guard(),
                names.of(collection.getCollectionTable()),
                history == null ? null : history.getEntityName(),
                history == null ? null : names.of(history.getTable()),
                history == null
                        ? null
                        : linkAttribute(history, protectedCollection.guard().link()));
    }

    /** Referring rows first. Entities that refer to each other in a ring come in the order of their names. */
    private Map<String, ErasurePlan.Row> ordered() {
        Map<String, ErasurePlan.Row> ordered = new LinkedHashMap<>();
        List<RootClass> left = new ArrayList<>(rows.keySet());
        while (!left.isEmpty()) {
            RootClass next = left.stream()
                    .filter(entity -> left.stream()
                            .noneMatch(other -> other != entity
                                    && refersTo.getOrDefault(other, Set.of()).contains(entity)))
                    .findFirst()
                    .orElse(left.get(0));
            left.remove(next);
            ordered.put(next.getEntityName(), rows.get(next));
        }
        return ordered;
    }
}
