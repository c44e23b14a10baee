package dev.consent.jpa.mapping;

import dev.consent.catalog.DeclaredPurpose;
import dev.consent.jpa.mapping.ErasurePlan.Blanked;
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
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.jspecify.annotations.Nullable;

/** Plans erasure from Hibernate's boot model: what a row takes with it, and where its history is. */
public final class ErasureReader {

    private final Metadata metadata;
    private final SqlNames names;
    private final Histories histories;
    private final Map<PersistentClass, ProtectedRow> ruled = new LinkedHashMap<>();
    private final MappingProblems problems;
    private final Map<PersistentClass, ErasurePlan.Row> rows = new LinkedHashMap<>();
    private final HistoryReader history;
    private final References references;
    private final LargeObjects largeObjects;
    private final Identifiers identifiers;
    private final UnionTables unions;
    private final Parts parts;
    private final Map<RootClass, Set<PersistentClass>> refersTo = new HashMap<>();
    private final ProtectedModel model;
    private final TermsAfter terms;
    private final ErasureStrategies strategies;

    private ErasureReader(
            Metadata metadata,
            SqlNames names,
            Histories histories,
            ProtectedModel model,
            byte @Nullable [] pseudonymKey,
            MappingProblems problems) {
        this.model = model;
        this.terms = new TermsAfter(model.catalog().purposes(), problems);
        this.strategies = new ErasureStrategies(pseudonymKey, problems);
        this.problems = problems;
        this.metadata = metadata;
        this.names = names;
        this.histories = histories;
        this.identifiers = new Identifiers(metadata);
        this.unions = new UnionTables(names, histories);
        this.parts = new Parts(names);
        this.history = new HistoryReader(names, histories, identifiers, unions, parts);
        this.references = new References(metadata);
        this.largeObjects = new LargeObjects(metadata, problems);
        model.rows().forEach(row -> ruled.put(row.entity(), row));
    }

    /**
     * Plans the erasure of everything that is protected.
     *
     * @param pseudonymKey the key of pseudonyms, or {@code null} when none is set
     * @param problems takes every mapping of which rows could not be erased
     */
    public static ErasurePlan read(
            Metadata metadata,
            SqlNames names,
            Histories histories,
            ProtectedModel model,
            byte @Nullable [] pseudonymKey,
            MappingProblems problems) {
        ErasureReader reader = new ErasureReader(metadata, names, histories, model, pseudonymKey, problems);
        reader.readRows();
        model.rows()
                .forEach(row -> reader.checkLinks(
                        row.entity(), null, row.subjectPath(), row.rule().guard()));
        model.attributes()
                .forEach(attribute -> reader.checkLinks(
                        attribute.owner(), attribute.name(), attribute.subjectPath(), attribute.guard()));
        model.collections()
                .forEach(guarded -> reader.checkLinks(
                        guarded.collection().getOwner(), guarded.attribute(), guarded.subjectPath(), guarded.guard()));
        List<ErasurePlan.Field> fields =
                model.attributes().stream().map(reader::field).toList();
        List<ErasurePlan.Elements> elements =
                model.collections().stream().map(reader::elements).toList();
        return new ErasurePlan(
                reader.ordered(), fields, elements, RevisionReader.read(metadata, names, histories, problems));
    }

    private void readRows() {
        Deque<PersistentClass> open = new ArrayDeque<>(ruled.keySet());
        while (!open.isEmpty()) {
            PersistentClass entity = open.poll();
            if (!rows.containsKey(entity)) {
                open.addAll(readRow(entity));
            }
        }
    }

    /** Plans one entity and returns the entities whose rows go with it. */
    private List<RootClass> readRow(PersistentClass entity) {
        String unusable = identifiers.unusable(entity);
        if (unusable != null) {
            problems.add(
                    entity,
                    null,
                    "its rows have to be erased, but " + unusable,
                    "Give it an identifier of types Long, Integer, Short, String, LocalDate or UUID");
            return List.of();
        }
        largeObjects.refuse(entity);
        List<Keyed> links = new ArrayList<>();
        List<Blanked> blanked = new ArrayList<>();
        List<Keyed> holding = new ArrayList<>();
        List<Keyed> elementHistories = new ArrayList<>();
        Set<RootClass> going = new LinkedHashSet<>();
        List<Dependent> dependents = new ArrayList<>();
        for (Collection collection : metadata.getCollectionBindings()) {
            readLinks(entity, collection, links, elementHistories);
        }
        for (References.Reference reference : references.to(entity)) {
            RootClass from = reference.owner().getRootClass();
            Keyed keyed = new Keyed(names.of(reference.table()), names.of(reference.columns()));
            boolean apart = from != entity.getRootClass();
            if (apart) {
                refersTo.computeIfAbsent(from, key -> new HashSet<>()).add(entity);
            }
            if (reference.broken()) {
                problems.add(
                        reference.owner(),
                        reference.attribute(),
                        "it refers to rows that have to be erased by a unique key instead of the primary key",
                        "Refer to the primary key");
            } else if (leadsToSubject(reference.owner(), keyed) && !goesAnyway(reference.owner(), entity)) {
                problems.add(
                        reference.owner(),
                        reference.attribute(),
                        "its data subject is reached over rows that may be erased before it is",
                        "Refer to the data subject directly, or serve the same purposes");
            } else if (reference.cascades() || isLink(entity, keyed)) {
                going.add(from);
                dependents.add(new Dependent(
                        from.getEntityName(),
                        keyed(reference),
                        history.references(reference.owner(), keyed.columns())));
            } else if (findsPerson(reference.owner(), keyed) && !goesAnyway(reference.owner(), entity)) {
                holding.addAll(keyed(reference));
            } else if (reference.ending().stream().allMatch(Column::isNullable)) {
                keyed(reference)
                        .forEach(each -> blanked.add(
                                new Blanked(each, names.of(reference.ending()).names())));
            } else if (goesAnyway(reference.owner(), entity) && apart) {
                continue;
            } else {
                problems.add(
                        reference.owner(),
                        reference.attribute(),
                        "it refers to rows of " + SubjectPaths.simpleName(entity)
                                + " that have to be erased, and its columns cannot be null",
                        "Make it optional, or let " + SubjectPaths.simpleName(entity)
                                + " cascade removal to it, or give it the same purpose and data subject");
            }
        }
        ProtectedRow row = ruled.get(entity);
        rows.put(
                entity,
                new ErasurePlan.Row(
                        entity.getEntityName(),
                        identifiers.parts(entity).stream()
                                .map(Identifiers.Part::path)
                                .toList(),
                        row == null ? null : row.rule().guard(),
                        row == null ? List.of() : terms.of(entity),
                        row == null ? null : row.rule().retention(),
                        found(entity, row),
                        tables(entity),
                        List.copyOf(links),
                        List.copyOf(blanked),
                        List.copyOf(holding),
                        holding.isEmpty() ? Map.of() : values(entity),
                        List.copyOf(dependents),
                        history.of(entity, row),
                        List.copyOf(elementHistories)));
        return List.copyOf(going);
    }

    /** A row that serves no purpose the erased one does not serve is erased whenever that one is. */
    private boolean goesAnyway(PersistentClass from, PersistentClass erased) {
        ProtectedRow referred = ruled.get(erased);
        Guard other = referred == null ? null : referred.rule().guard();
        return other != null
                && guards(from)
                        .anyMatch(mine -> (mine.link().single()
                                        ? other.link().single()
                                        : mine.link().hops().equals(other.link().hops()))
                                && goesBefore(mine, referred));
    }

    private Stream<Guard> guards(PersistentClass entity) {
        return ruled.values().stream()
                .filter(row -> row.covers(entity))
                .map(row -> row.rule().guard())
                .filter(Objects::nonNull);
    }

    private static boolean goesBefore(Guard mine, ProtectedRow referred) {
        Guard other = referred.rule().guard();
        return other != null
                && mine.link().subjectType().equals(other.link().subjectType())
                && codes(other).containsAll(codes(mine))
                && referred.rule().retention() == null;
    }

    /** Whether a reference to an entity links its rows to the people they are about. */
    private boolean isLink(PersistentClass entity, Keyed reference) {
        ProtectedRow row = ruled.get(entity);
        Guard guard = row == null ? null : row.rule().guard();
        return guard != null
                && !guard.link().hops().isEmpty()
                && guard.link().hops().get(0).many()
                && guard.link().hops().get(0).table().equals(reference.table())
                && guard.link().hops().get(0).match().equals(reference.columns());
    }

    /** Whoever is linked must not be erased, and the link with them, before what they are linked to. */
    private void checkLinks(
            PersistentClass start, @Nullable String attribute, List<String> subjectPath, @Nullable Guard guard) {
        if (guard == null || guard.link().single()) {
            return;
        }
        boolean linked = false;
        PersistentClass here = start;
        for (String part : subjectPath) {
            Property property = Attributes.of(here, part);
            linked |= property.getValue() instanceof Collection;
            here = Objects.requireNonNull(CollectionRoles.target(metadata, property));
            PersistentClass step = here;
            boolean before = ruled.values().stream()
                    .filter(erasable -> erasable.touches(step))
                    .allMatch(erasable -> goesBefore(guard, erasable));
            if (linked && !before) {
                problems.add(
                        start,
                        attribute,
                        "its data subjects are reached over rows of " + SubjectPaths.simpleName(here)
                                + ", which may be erased before it is",
                        "Serve no purpose that " + SubjectPaths.simpleName(here)
                                + " does not serve, or protect its attributes instead of its rows");
            }
        }
    }

    /** Whether a protected entity finds its data subject through this column. */
    private boolean leadsToSubject(PersistentClass from, Keyed reference) {
        return ruled.values().stream()
                .filter(row -> row.touches(from))
                .map(row -> row.rule().guard())
                .anyMatch(guard -> guard != null
                        && !guard.link().hops().isEmpty()
                        && guard.link().start().equals(reference.columns()));
    }

    /** Whether anything protected is about the person this reference leads to, with no steps between. */
    private boolean findsPerson(PersistentClass from, Keyed reference) {
        Stream<Guard> attributes = model.attributes().stream()
                .filter(attribute -> Parts.lineage(attribute.owner()).contains(from))
                .map(ProtectedAttribute::guard);
        return Stream.concat(guards(from), attributes)
                .anyMatch(guard ->
                        guard.link().hops().isEmpty() && guard.link().start().equals(reference.columns()));
    }

    /** The columns of personal values that can be null, per table. */
    private Map<String, List<String>> values(PersistentClass entity) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (PersistentClass part : Parts.lineage(entity)) {
            for (Property property : part.getProperties()) {
                Set<String> personal = new LinkedHashSet<>();
                history.personal(part.getMappedClass(), property, personal);
                property.getColumns().stream()
                        .filter(column -> column.isNullable() && personal.contains(names.of(column)))
                        .forEach(column -> UnionTables.holding(
                                        part, property.getValue().getTable())
                                .forEach(table -> values.computeIfAbsent(names.of(table), name -> new ArrayList<>())
                                        .add(names.of(column))));
            }
        }
        return values;
    }

    private static Set<String> codes(Guard guard) {
        return guard.purposes().stream().map(DeclaredPurpose::code).collect(Collectors.toSet());
    }

    private List<Keyed> keyed(References.Reference reference) {
        return UnionTables.holding(reference.owner(), reference.table()).stream()
                .map(table -> new Keyed(names.of(table), names.of(reference.columns())))
                .toList();
    }

    private Keyed found(PersistentClass entity, @Nullable ProtectedRow row) {
        Columns key = names.of(entity.getIdentifier().getColumns());
        if (row != null && row.rule().part() != null) {
            return new Keyed(parts.rows(entity, row.rule()), key);
        }
        Columns used = row == null ? key : row.rule().columns();
        return new Keyed(unions.rows(entity, entity.getTable(), key, used), key);
    }

    private List<Keyed> tables(PersistentClass entity) {
        if (UnionTables.isUnion(entity)) {
            return UnionTables.holding(entity, entity.getTable()).stream()
                    .map(table -> new Keyed(
                            names.of(table), names.of(entity.getIdentifier().getColumns())))
                    .toList();
        }
        Set<Keyed> tables = new LinkedHashSet<>();
        List<PersistentClass> leavesFirst = new ArrayList<>(Parts.lineage(entity));
        java.util.Collections.reverse(leavesFirst);
        for (PersistentClass part : leavesFirst) {
            for (Join join : part.getJoins()) {
                tables.add(new Keyed(
                        names.of(join.getTable()), names.of(join.getKey().getColumns())));
            }
        }
        for (PersistentClass part : leavesFirst) {
            if (part.getTable() != entity.getRootClass().getTable()) {
                tables.add(new Keyed(
                        names.of(part.getTable()), names.of(part.getKey().getColumns())));
            }
        }
        Keyed root = new Keyed(
                names.of(entity.getRootClass().getTable()),
                names.of(entity.getIdentifier().getColumns()));
        tables.remove(root);
        tables.add(root);
        return List.copyOf(tables);
    }

    private void readLinks(
            PersistentClass entity, Collection collection, List<Keyed> links, List<Keyed> elementHistories) {
        boolean ownTable = !collection.isOneToMany();
        if (!ownTable) {
            return;
        }
        String table = names.of(collection.getCollectionTable());
        List<PersistentClass> lineage = Parts.lineage(entity);
        if (lineage.contains(collection.getOwner())) {
            links.add(new Keyed(table, names.of(collection.getKey().getColumns())));
            PersistentClass history = histories.of(collection);
            if (history == null && histories.audits(collection)) {
                problems.add(
                        collection.getOwner(),
                        CollectionRoles.attribute(collection),
                        "its history table cannot be found, so it could not be erased",
                        "Name it with @AuditJoinTable, or exclude the collection with @NotAudited");
            }
            if (history != null && holdsValues(collection)) {
                elementHistories.add(new Keyed(
                        names.of(history.getTable()),
                        names.of(collection.getKey().getColumns())));
            }
        }
        if (collection.getElement() instanceof ToOne toOne
                && lineage.contains(metadata.getEntityBinding(toOne.getReferencedEntityName()))) {
            links.add(new Keyed(table, names.of(toOne.getColumns())));
            PersistentClass history = histories.of(collection);
            if (history != null && holdsValues(collection)) {
                elementHistories.add(new Keyed(names.of(history.getTable()), names.of(toOne.getColumns())));
            }
        }
    }

    private static boolean holdsValues(Collection collection) {
        boolean keyed = collection instanceof org.hibernate.mapping.Map map && !(map.getIndex() instanceof ToOne);
        return keyed || !(collection.getElement() instanceof ToOne);
    }

    private ErasurePlan.Field field(ProtectedAttribute attribute) {
        PersistentClass owner = attribute.owner();
        largeObjects.refuse(attribute.owner(), attribute.name(), attribute.columns());
        List<String> columns = attribute.columns().stream().map(names::of).toList();
        Table table = attribute.columns().get(0).getValue().getTable();
        PersistentClass history = histories.of(owner);
        Set<String> attributes = new LinkedHashSet<>();
        Set<String> historyTables = new LinkedHashSet<>();
        if (history != null) {
            for (Property property : history.getProperties()) {
                if (property.getColumns().stream().anyMatch(column -> columns.contains(names.of(column)))) {
                    attributes.add(property.getName());
                    UnionTables.holding(history, property.getValue().getTable())
                            .forEach(holding -> historyTables.add(names.of(holding)));
                }
            }
        }
        return new ErasurePlan.Field(
                owner.getEntityName(),
                attribute.name(),
                attribute.subjectPath(),
                attribute.guard(),
                terms.of(owner, attribute.path()),
                UnionTables.holding(owner, table).stream()
                        .map(holding -> new Keyed(names.of(holding), names.of(Identifiers.in(owner, table))))
                        .toList(),
                columns,
                strategies.of(attribute),
                historyTables.isEmpty() ? null : history.getEntityName(),
                List.copyOf(historyTables),
                historyTables.isEmpty() ? null : attribute.guard().link().ofHistory(),
                List.copyOf(attributes),
                historyTables.isEmpty()
                        ? null
                        : this.history.linkAttribute(history, attribute.guard().link()));
    }

    private ErasurePlan.Elements elements(ProtectedCollection protectedCollection) {
        Collection collection = protectedCollection.collection();
        largeObjects.refuse(
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
                terms.of(
                        collection.getOwner(),
                        List.of(protectedCollection.attribute().split("\\."))),
                names.of(collection.getCollectionTable()),
                history == null ? null : history.getEntityName(),
                history == null ? null : names.of(history.getTable()),
                history == null
                        ? null
                        : this.history.linkAttribute(
                                history, protectedCollection.guard().link()));
    }

    /** Referring rows first. Entities that refer to each other in a ring come in the order of their names. */
    private Map<String, ErasurePlan.Row> ordered() {
        Map<String, ErasurePlan.Row> ordered = new LinkedHashMap<>();
        List<PersistentClass> left = new ArrayList<>(rows.keySet());
        while (!left.isEmpty()) {
            PersistentClass next = left.stream()
                    .filter(entity -> left.stream()
                            .noneMatch(other -> other != entity
                                    && refersTo.getOrDefault(other.getRootClass(), Set.of())
                                            .contains(entity)))
                    .findFirst()
                    .orElse(left.get(0));
            left.remove(next);
            ordered.put(next.getEntityName(), rows.get(next));
        }
        return ordered;
    }
}
