package dev.consent.jpa.mapping;

import dev.consent.jpa.mapping.ErasurePlan.Along;
import dev.consent.jpa.mapping.ErasurePlan.Blanked;
import dev.consent.jpa.mapping.ErasurePlan.Dependent;
import dev.consent.jpa.mapping.ErasurePlan.ElementHistory;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.RootClass;
import org.jspecify.annotations.Nullable;

/** Plans erasure from Hibernate's boot model: what a row takes with it, and where its history is. */
public final class ErasureReader {

    private final Metadata metadata;
    private final SqlNames names;
    private final Map<PersistentClass, ProtectedRow> ruled = new LinkedHashMap<>();
    private final MappingProblems problems;
    private final Map<PersistentClass, ErasurePlan.Row> rows = new LinkedHashMap<>();
    private final HistoryReader history;
    private final References references;
    private final LargeObjects largeObjects;
    private final Identifiers identifiers;
    private final RowTables tables;
    private final GoingTogether together;
    private final Map<RootClass, Set<PersistentClass>> refersTo = new HashMap<>();
    private final TermsAfter terms;
    private final TakenAlong takenAlong;

    private ErasureReader(
            Metadata metadata, SqlNames names, Histories histories, ProtectedModel model, MappingProblems problems) {
        this.terms = new TermsAfter(model.catalog().purposes(), problems);
        this.problems = problems;
        this.metadata = metadata;
        this.names = names;
        this.identifiers = new Identifiers(metadata);
        UnionTables unions = new UnionTables(names, histories);
        Parts parts = new Parts(names);
        this.history = new HistoryReader(names, histories, identifiers, unions, parts);
        this.tables = new RowTables(metadata, names, histories, identifiers, unions, parts, history, problems);
        this.together = new GoingTogether(metadata, model, ruled, problems);
        this.references = new References(metadata);
        this.takenAlong = new TakenAlong(metadata, names, histories, identifiers, history);
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
        ErasureReader reader = new ErasureReader(metadata, names, histories, model, problems);
        ValueReader values = new ValueReader(
                names,
                histories,
                reader.identifiers,
                reader.history,
                reader.tables,
                reader.largeObjects,
                reader.terms,
                new ErasureStrategies(pseudonymKey, problems),
                problems);
        reader.readRows();
        model.rows()
                .forEach(row -> reader.together.checkLinks(
                        row.entity(), null, row.subjectPath(), row.rule().guard()));
        model.attributes()
                .forEach(attribute -> reader.together.checkLinks(
                        attribute.owner(), attribute.name(), attribute.subjectPath(), attribute.guard()));
        model.collections()
                .forEach(guarded -> reader.together.checkLinks(
                        guarded.collection().getOwner(), guarded.attribute(), guarded.subjectPath(), guarded.guard()));
        List<ErasurePlan.Field> fields = model.attributes().stream()
                .map(values::field)
                .sorted(Comparator.comparing(field -> isWay(model, field)))
                .toList();
        List<ErasurePlan.Elements> elements =
                model.collections().stream().map(values::elements).toList();
        ErasurePlan plan = new ErasurePlan(
                reader.ordered(),
                fields,
                elements,
                RevisionReader.read(metadata, names, histories, problems),
                Readables.of(metadata, names),
                List.of());
        return plan.with(CopiesReader.read(metadata, plan, problems));
    }

    /** Whether data finds its people by this field, so that it has to be the last to go. */
    private static boolean isWay(ProtectedModel model, ErasurePlan.Field field) {
        Stream<Guard> guards = Stream.of(
                        model.attributes().stream().map(ProtectedAttribute::guard),
                        model.collections().stream().map(ProtectedCollection::guard))
                .flatMap(each -> each);
        return guards.anyMatch(guard -> guard.link().start().names().stream().anyMatch(field.columns()::contains)
                || guard.link().hops().stream()
                        .anyMatch(hop -> hop.next().names().stream().anyMatch(field.columns()::contains)));
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
        List<Keyed> required = new ArrayList<>();
        List<Keyed> holding = new ArrayList<>();
        List<ElementHistory> elementHistories = new ArrayList<>();
        Set<RootClass> going = new LinkedHashSet<>();
        List<Dependent> dependents = new ArrayList<>();
        for (Collection collection : metadata.getCollectionBindings()) {
            tables.readLinks(entity, collection, links, elementHistories);
        }
        List<Along> along = takenAlong.of(entity).stream()
                .filter(taken -> !goesByItself(entity, metadata.getEntityBinding(taken.entity())))
                .toList();
        for (Along taken : along) {
            RootClass target = (RootClass) metadata.getEntityBinding(taken.entity());
            going.add(target);
            if (taken.pastWays().isEmpty()) {
                refuseUntold(entity, target, null);
            }
        }
        readWithinCollections(entity, links, blanked);
        refuseAny(entity);
        for (References.Reference reference : references.to(entity)) {
            RootClass from = reference.owner().getRootClass();
            Keyed keyed = tables.keyed(entity, reference.table(), reference.columns());
            boolean apart = from != entity.getRootClass();
            boolean taken = apart && !ruled.containsKey(entity) && takenAlong.takes(reference, entity);
            // Rows with a rule of their own may be about somebody else.
            boolean ruledToo = apart && reference.cascades() && together.hasGuard(reference.owner());
            boolean anyway = together.goesAnyway(reference.owner(), entity);
            boolean person = together.findsPerson(reference.owner(), keyed);
            boolean optional = reference.ending().stream().allMatch(Column::isNullable);
            boolean byItself =
                    ruledToo && (anyway ? optional && !together.leadsToSubject(reference.owner(), keyed) : person);
            boolean first = apart; // rows that still refer when others are deleted have to be deleted before them
            if (reference.broken()) {
                problems.add(
                        reference.owner(),
                        reference.attribute(),
                        "it refers to rows that have to be erased by a unique key instead of the primary key",
                        "Refer to the primary key");
            } else if (together.leadsToSubject(reference.owner(), keyed) && !taken && !anyway) {
                problems.add(
                        reference.owner(),
                        reference.attribute(),
                        "its data subject is reached over rows that may be erased before it is",
                        "Refer to the data subject directly, or serve the same purposes");
            } else if (ruledToo && !person && !together.servesNoMore(reference.owner(), entity)) {
                refuseTaking(entity, reference.owner());
            } else if (together.isLink(entity, keyed) || (reference.cascades() && !byItself)) {
                going.add(from);
                dependents.add(dependent(entity, reference, keyed));
            } else if (person && !anyway) {
                holding.addAll(tables.keyed(entity, reference));
            } else if (reference.apart()) {
                links.addAll(tables.keyed(entity, reference));
                required.addAll(tables.keyed(entity, reference));
                first = false;
            } else if (optional) {
                first = taken;
                tables.keyed(entity, reference)
                        .forEach(each -> blanked.add(
                                new Blanked(each, names.of(reference.ending()).names())));
            } else if (!taken && !(anyway && apart)) {
                problems.add(
                        reference.owner(),
                        reference.attribute(),
                        "it refers to rows of " + SubjectPaths.simpleName(entity)
                                + " that have to be erased, and its columns cannot be null",
                        "Make it optional, or let " + SubjectPaths.simpleName(entity)
                                + " cascade removal to it, or give it the same purpose and data subject");
            } else {
                required.addAll(tables.keyed(entity, reference));
            }
            if (first) {
                refersTo.computeIfAbsent(from, key -> new HashSet<>()).add(entity);
            }
        }
        ProtectedRow row = ruled.get(entity);
        rows.put(
                entity,
                new ErasurePlan.Row(
                        entity.getEntityName(),
                        identifiers.paths(entity),
                        row == null ? null : row.rule().guard(),
                        row == null ? List.of() : row.subjectPath(),
                        row == null ? List.of() : terms.of(entity),
                        row == null ? null : row.rule().retention(),
                        tables.found(entity, row),
                        tables.tables(entity),
                        List.copyOf(links),
                        List.copyOf(blanked),
                        List.copyOf(required),
                        List.copyOf(holding),
                        holding.isEmpty() ? Map.of() : tables.values(entity),
                        List.copyOf(dependents),
                        along,
                        history.of(entity, row),
                        List.copyOf(elementHistories),
                        isPartlySeen(entity)));
        return List.copyOf(going);
    }

    private static boolean isPartlySeen(PersistentClass entity) {
        return entity.getRootClass().getSoftDeleteColumn() != null
                || Parts.lineage(entity).stream()
                        .map(PersistentClass::getMappedClass)
                        .anyMatch(type -> type != null && Annotations.ofEntity(type, SQLRestriction.class) != null);
    }

    private Dependent dependent(PersistentClass entity, References.Reference reference, Keyed keyed) {
        PersistentClass owner = reference.owner();
        RootClass from = owner.getRootClass();
        List<Keyed> past = history.references(owner, keyed);
        Collection links = reference.links();
        List<ErasurePlan.PastWay> pastLinks = links == null
                ? List.of()
                : history.links(
                        links,
                        keyed,
                        new Keyed(keyed.table(), names.of(from.getIdentifier().getColumns()), identifiers.types(from)));
        if (past.isEmpty() && pastLinks.isEmpty()) {
            refuseUntold(entity, owner, reference.attribute());
        }
        return new Dependent(
                from.getEntityName(),
                tables.keyed(entity, reference),
                past,
                past.isEmpty() ? List.of() : history.paths(owner, past.get(0)),
                pastLinks);
    }

    /** Rows that were removed before are known by their history alone, which has to say with what they would have gone. */
    private void refuseUntold(PersistentClass entity, PersistentClass going, @Nullable String attribute) {
        if (history.holdsValues(going)) {
            problems.add(
                    going,
                    attribute,
                    "its rows go with those of " + SubjectPaths.simpleName(entity)
                            + ", but no history says with which, so that of rows that were removed before could not be"
                            + " erased",
                    "Audit the reference or the collection that ties them, with"
                            + " org.hibernate.envers.revision_on_collection_change left on, or exclude "
                            + SubjectPaths.simpleName(going) + " from the history");
        }
    }

    /** Whether rows that a row refers to and removes have a rule of their own, and go by that, whomever they are about. */
    private boolean goesByItself(PersistentClass entity, PersistentClass other) {
        boolean itself = together.hasGuard(other);
        if (itself && !together.goesAnyway(other, entity)) {
            refuseTaking(entity, other);
        }
        return itself;
    }

    private void refuseTaking(PersistentClass entity, PersistentClass other) {
        problems.add(
                entity,
                null,
                "removing its rows removes rows of " + SubjectPaths.simpleName(other)
                        + ", which are kept for other reasons, and may be about somebody else",
                "Take the cascade of removal away and let the reference between them be null, or give both the same"
                        + " purposes and terms");
    }

    /** Nobody ends references to rows of any kind. */
    private void refuseAny(PersistentClass entity) {
        if (!ruled.containsKey(entity)) {
            references
                    .any(entity)
                    .forEach(any -> problems.add(
                            any.owner(),
                            any.attribute(),
                            "it may lead to rows of " + SubjectPaths.simpleName(entity)
                                    + ", which are erased together with others, and would then lead nowhere",
                            "Refer to them with a reference or collection of their own"));
        }
    }

    /** References in values and keys of collections end, or their rows go. */
    private void readWithinCollections(PersistentClass entity, List<Keyed> links, List<Blanked> blanked) {
        for (References.InCollection reference : references.inCollections(entity)) {
            Keyed keyed = tables.keyed(entity, reference.table(), reference.columns());
            if (reference.broken()) {
                problems.add(
                        reference.owner(),
                        reference.attribute(),
                        "it refers to rows that have to be erased by a unique key instead of the primary key",
                        "Refer to the primary key");
            } else if (reference.ending().isEmpty()) {
                links.add(keyed);
            } else if (reference.ending().stream().allMatch(Column::isNullable)) {
                blanked.add(new Blanked(keyed, names.of(reference.ending()).names()));
            } else {
                problems.add(
                        reference.owner(),
                        reference.attribute(),
                        "its keys are rows of " + SubjectPaths.simpleName(entity)
                                + " that have to be erased, and its columns cannot be null",
                        "Use another key, such as the identifier");
            }
        }
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
