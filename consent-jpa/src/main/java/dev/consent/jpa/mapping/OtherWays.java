package dev.consent.jpa.mapping;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a second way to a table or a column that holds protected data: another entity, a secondary table, a
 * collection. What one mapping hides another one would show.
 */
final class OtherWays {

    private static final String OWN_TABLE = "Give it the same annotations, or map it to a table of its own";
    private static final String SAME_ANNOTATION = "Annotate it with the same @PersonalData";

    private final Metadata metadata;
    private final java.util.Collection<PersistentClass> entities;
    private final List<ProtectedRow> rows;
    private final List<ProtectedAttribute> attributes;
    private final List<ProtectedCollection> collections;
    private final Histories histories;
    private final MappingProblems problems;
    private final List<Kept> closed = new ArrayList<>();

    /** A table that nothing else may be mapped to, and whose data it holds. */
    private record Kept(Table table, String what) {}

    /** @param entities those of the application */
    OtherWays(
            Metadata metadata,
            java.util.Collection<PersistentClass> entities,
            Histories histories,
            java.util.Collection<ProtectedRow> rows,
            List<ProtectedAttribute> attributes,
            List<ProtectedCollection> collections,
            MappingProblems problems) {
        this.metadata = metadata;
        this.entities = entities;
        this.histories = histories;
        this.rows = List.copyOf(rows);
        this.attributes = attributes;
        this.collections = collections;
        this.problems = problems;
        rows.forEach(row -> Parts.lineage(row.entity()).forEach(this::closeHistory));
        attributes.forEach(attribute -> attribute.owner().getSubclassClosure().forEach(this::closeHistory));
        for (ProtectedCollection guarded : collections) {
            String name = SubjectPaths.simpleName(guarded.collection().getOwner()) + "." + guarded.attribute();
            closed.add(new Kept(guarded.collection().getCollectionTable(), name));
            PersistentClass history = histories.of(guarded.collection());
            if (history != null) {
                closed.add(new Kept(history.getTable(), "the history of " + name));
            }
        }
    }

    private void closeHistory(PersistentClass entity) {
        PersistentClass history = histories.of(entity);
        if (history != null) {
            closed.add(new Kept(history.getTable(), "the history of " + SubjectPaths.simpleName(entity)));
        }
    }

    void check() {
        metadata.getEntityBindings().stream()
                .filter(entity -> entity.getClassName() == null ? !histories.isHistory(entity) : isApplication(entity))
                .forEach(this::checkEntity);
        metadata.getCollectionBindings().stream()
                .filter(collection -> isApplication(collection.getOwner()))
                .forEach(this::checkCollection);
    }

    private boolean isApplication(PersistentClass entity) {
        return entities.contains(entity);
    }

    private void checkEntity(PersistentClass entity) {
        Set<Table> tables = new LinkedHashSet<>(List.of(entity.getTable()));
        entity.getJoins().stream().map(Join::getTable).forEach(tables::add);
        tables.forEach(table -> {
            checkClosed(entity, null, table);
            rows.stream()
                    .filter(row -> row.root() != entity.getRootClass() && holds(row, table))
                    .filter(row -> !asksTheSame(entity, row))
                    .findFirst()
                    .ifPresent(row -> problems.add(
                            entity,
                            null,
                            "it reads the table of " + SubjectPaths.simpleName(row.entity())
                                    + ", whose rows are protected",
                            OWN_TABLE));
        });
        if (entity.getDiscriminator() != null && entity.getSuperclass() == null) {
            checkColumns(entity, null, entity.getDiscriminator(), entity.getTable(), "tells its kind by");
        }
        List<Property> properties = new ArrayList<>(entity.getProperties());
        if (entity.getSuperclass() == null) {
            properties.addAll(Identifiers.attributes(entity));
        }
        properties.forEach(property -> checkProperty(entity, property.getName(), property));
    }

    private void checkClosed(PersistentClass entity, @Nullable String attribute, @Nullable Table table) {
        closed.stream()
                .filter(kept -> Physical.same(kept.table(), table))
                .findFirst()
                .ifPresent(kept -> problems.add(
                        entity, attribute, "it reads the table of " + kept.what() + ", which is protected", OWN_TABLE));
    }

    private static boolean holds(ProtectedRow row, Table table) {
        return Parts.lineage(row.entity()).stream()
                .anyMatch(part -> Physical.same(part.getTable(), table)
                        || part.getJoins().stream().anyMatch(join -> Physical.same(join.getTable(), table)));
    }

    private boolean asksTheSame(PersistentClass entity, ProtectedRow other) {
        return rows.stream()
                .anyMatch(row -> row.covers(entity)
                        && Objects.equals(row.rule().guard(), other.rule().guard())
                        && Objects.equals(row.rule().retention(), other.rule().retention()));
    }

    private void checkProperty(PersistentClass entity, String path, Property property) {
        if (property.getValue() instanceof Component component && component.getAggregateColumn() == null) {
            component.getProperties().forEach(part -> checkProperty(entity, path + "." + part.getName(), part));
        } else if (!(property.getValue() instanceof Collection)) {
            checkColumns(entity, path, property.getValue(), property.getValue().getTable(), "reads");
        }
    }

    /** Reports columns of protected attributes among those of a value. */
    private void checkColumns(
            PersistentClass entity, @Nullable String path, Value value, @Nullable Table table, String how) {
        ProtectedAttribute own = attributes.stream()
                .filter(attribute ->
                        attribute.owner() == entity && attribute.name().equals(path))
                .findFirst()
                .orElse(null);
        for (Selectable selectable : value.getSelectables()) {
            ProtectedAttribute hidden = selectable instanceof Column column ? hidden(entity, own, table, column) : null;
            if (hidden != null) {
                problems.add(
                        entity,
                        path,
                        "it " + how + " the column of the protected attribute " + hidden.name()
                                + (own == null ? "" : " for other purposes"),
                        SAME_ANNOTATION);
                return;
            }
        }
    }

    /** A protected attribute in a column that asks for something else than the attribute that is looked at. */
    private @Nullable ProtectedAttribute hidden(
            PersistentClass entity, @Nullable ProtectedAttribute own, @Nullable Table table, Column column) {
        return attributes.stream()
                .filter(attribute -> attribute != own && isIn(attribute, table, column))
                .filter(attribute -> own == null || !asksTheSame(own, attribute))
                // Siblings in one table share columns, but no rows.
                .filter(attribute -> own == null
                        || attribute.owner().getRootClass() != entity.getRootClass()
                        || Parts.lineage(attribute.owner()).contains(entity))
                .findFirst()
                .orElse(null);
    }

    private static boolean asksTheSame(ProtectedAttribute one, ProtectedAttribute other) {
        return one.guard().equals(other.guard());
    }

    private static boolean isIn(ProtectedAttribute attribute, @Nullable Table table, Column column) {
        return attribute.columns().stream()
                .anyMatch(own -> Physical.same(own, column)
                        && UnionTables.holding(attribute.owner(), own.getValue().getTable()).stream()
                                .anyMatch(holding -> Physical.same(holding, table)));
    }

    /** The protected attribute a column belongs to, wherever it is mapped. */
    @Nullable
    ProtectedAttribute hidden(@Nullable Table table, Column column) {
        return attributes.stream()
                .filter(attribute -> isIn(attribute, table, column))
                .findFirst()
                .orElse(null);
    }

    private void checkCollection(Collection collection) {
        PersistentClass owner = collection.getOwner();
        String attribute = CollectionRoles.attribute(collection);
        Table table = collection.getCollectionTable();
        if (collection.isOneToMany()) {
            // Its rows are those of the element; only who writes them may be somebody else.
            if (!collection.isInverse()) {
                checkColumns(owner, attribute, collection.getKey(), table, "writes");
            }
            return;
        }
        // The other side of the same links has the same table, and is guarded with it.
        boolean own =
                collections.stream().anyMatch(guarded -> guarded.collection().getCollectionTable() == table);
        if (!own) {
            checkClosed(owner, attribute, table);
        }
        rows.stream()
                .filter(row -> holds(row, table))
                .findFirst()
                .ifPresent(row -> problems.add(
                        owner,
                        attribute,
                        "it keeps its elements in the table of " + SubjectPaths.simpleName(row.entity())
                                + ", whose rows are protected",
                        "Map the elements as that entity"));
        checkColumns(owner, attribute, collection.getKey(), table, "reads");
        checkColumns(owner, attribute, collection.getElement(), table, "reads");
    }
}
