package dev.consent.jpa.mapping;

import dev.consent.jpa.mapping.ErasurePlan.Along;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.ErasurePlan.PastWay;
import dev.consent.jpa.mapping.ErasurePlan.Way;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.ManyToOne;
import org.hibernate.mapping.OneToOne;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows that a row refers to, or is linked with, and that go with it because its mapping says that removing it
 * removes them. What several rows may share, behind many-to-one and many-to-many, does not; and people never do.
 */
final class TakenAlong {

    private final Metadata metadata;
    private final SqlNames names;
    private final Histories histories;
    private final Identifiers identifiers;
    private final HistoryReader history;
    private final Map<PersistentClass, List<Along>> known = new HashMap<>();

    TakenAlong(Metadata metadata, SqlNames names, Histories histories, Identifiers identifiers, HistoryReader history) {
        this.metadata = metadata;
        this.names = names;
        this.histories = histories;
        this.identifiers = identifiers;
        this.history = history;
    }

    /** Where rows of an entity, and of its subclasses, say what goes with them. */
    private record Found(RootClass target, List<Way> ways, List<PastWay> past) {}

    /** What goes with the rows of an entity. */
    List<Along> of(PersistentClass entity) {
        return known.computeIfAbsent(entity, this::read);
    }

    private List<Along> read(PersistentClass entity) {
        Map<RootClass, Found> found = new LinkedHashMap<>();
        for (PersistentClass part : Parts.lineage(entity)) {
            part.getProperties().forEach(property -> collect(entity, part, property, found));
        }
        return found.values().stream()
                .map(one -> new Along(one.target().getEntityName(), List.copyOf(one.ways()), List.copyOf(one.past())))
                .toList();
    }

    /** Whether a reference takes the rows it refers to along. */
    boolean takes(References.Reference reference, PersistentClass entity) {
        return of(reference.owner()).stream()
                .filter(along -> along.entity().equals(entity.getRootClass().getEntityName()))
                .flatMap(along -> along.ways().stream())
                .anyMatch(way -> way.to().columns().equals(names.of(reference.columns())));
    }

    private void collect(PersistentClass entity, PersistentClass part, Property property, Map<RootClass, Found> found) {
        Value value = property.getValue();
        if (value instanceof Component component) {
            component.getProperties().forEach(inner -> collect(entity, part, inner, found));
        } else if (References.removes(property)) {
            if (value instanceof ToOne one && isAlone(one)) {
                single(entity, part, one, found);
            } else if (value instanceof Collection collection
                    && !collection.isInverse()
                    && collection.getReferencedPropertyName() == null
                    && collection.getElement() instanceof ManyToOne element
                    && element.isReferenceToPrimaryKey()
                    && isUnique(element.getColumns(), collection.getCollectionTable())) {
                linked(entity, collection, element, found);
            }
        }
    }

    /** Whether no other row refers to the same one in this way, and this row says to which. */
    private static boolean isAlone(ToOne one) {
        boolean alone = one instanceof ManyToOne reference
                ? reference.isLogicalOneToOne()
                : one instanceof OneToOne sharing && sharing.getMappedByProperty() == null;
        return alone && one.isReferenceToPrimaryKey() && !one.hasFormula();
    }

    private static boolean isUnique(List<Column> columns, Table table) {
        return (columns.size() == 1 && columns.get(0).isUnique())
                || table.getUniqueKeys().values().stream()
                        .anyMatch(key -> Set.copyOf(key.getColumns()).equals(Set.copyOf(columns)));
    }

    private void single(PersistentClass entity, PersistentClass part, ToOne one, Map<RootClass, Found> found) {
        Table table = one.getTable();
        List<Column> columns = one.getColumns().isEmpty() ? part.getKey().getColumns() : one.getColumns();
        Found target = target(one, found);
        if (target == null) {
            return;
        }
        for (Table holding : UnionTables.holding(part, table)) {
            target.ways()
                    .add(new Way(
                            new Keyed(
                                    names.of(holding),
                                    names.of(Identifiers.in(part, table)),
                                    identifiers.types(entity)),
                            new Keyed(names.of(holding), names.of(columns), identifiers.types(target.target()))));
        }
        PersistentClass past = histories.of(part);
        if (past != null) {
            Keyed reference = new Keyed(names.of(table), names.of(columns), identifiers.types(target.target()));
            for (Keyed there : history.references(part, reference)) {
                Parts.lineage(past).stream()
                        .flatMap(kept -> Stream.concat(
                                Stream.of(kept.getTable()),
                                kept.getJoins().stream().map(Join::getTable)))
                        .filter(kept -> names.of(kept).equals(there.table()))
                        .findFirst()
                        .ifPresent(kept -> target.past()
                                .add(history.way(past, new Way(history.keyed(entity, past, kept), there), false)));
            }
        }
    }

    private void linked(PersistentClass entity, Collection collection, ToOne element, Map<RootClass, Found> found) {
        Found target = target(element, found);
        if (target == null) {
            return;
        }
        Table table = collection.getCollectionTable();
        Keyed from = new Keyed(names.of(table), names.of(collection.getKey().getColumns()), identifiers.types(entity));
        Keyed to = new Keyed(names.of(table), names.of(element.getColumns()), identifiers.types(target.target()));
        target.ways().add(new Way(from, to));
        target.past().addAll(history.links(collection, from, to));
    }

    /** Where to note it, or {@code null} when its rows are people, who are asked themselves. */
    private @Nullable Found target(ToOne one, Map<RootClass, Found> found) {
        RootClass target =
                metadata.getEntityBinding(one.getReferencedEntityName()).getRootClass();
        boolean people = target.getSubclassClosure().stream()
                .map(PersistentClass::getMappedClass)
                .anyMatch(SubjectPaths::isSubject);
        return people
                ? null
                : found.computeIfAbsent(target, root -> new Found(root, new ArrayList<>(), new ArrayList<>()));
    }
}
