package dev.consent.jpa.mapping;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.annotations.Generated;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.FilterConfiguration;
import org.hibernate.mapping.Formula;
import org.hibernate.mapping.IndexedCollection;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the SQL that an application wrote into its mapping: Hibernate takes it as it is, so that what it reads
 * it reads past the guards.
 */
final class ForeignSql {

    private static final Pattern COMPUTED = Pattern.compile("(?is)\\bas\\s*(\\(.*)");

    private final Metadata metadata;
    private final java.util.Collection<PersistentClass> entities;
    private final ProtectedTables tables;
    private final List<ProtectedAttribute> attributes;
    private final MappingProblems problems;

    ForeignSql(
            Metadata metadata,
            java.util.Collection<PersistentClass> entities,
            ProtectedTables tables,
            List<ProtectedAttribute> attributes,
            MappingProblems problems) {
        this.metadata = metadata;
        this.entities = entities;
        this.tables = tables;
        this.attributes = attributes;
        this.problems = problems;
    }

    /** Where a text stands, and the tables whose columns it may name without more ado. */
    private record Place(PersistentClass entity, @Nullable String attribute, Set<Table> within) {

        Place at(String name) {
            return new Place(entity, attribute == null ? name : attribute + "." + name, within);
        }
    }

    void check() {
        entities.forEach(this::checkEntity);
        for (Collection collection : metadata.getCollectionBindings()) {
            if (entities.contains(collection.getOwner())) {
                checkCollection(collection);
            }
        }
        metadata.visitNamedNativeQueryDefinitions(query -> {
            String named = tables.namedIn(query.getSqlQueryString());
            if (named != null) {
                problems.add(
                        "The named native query " + query.getRegistrationName() + " names " + named
                                + ", which holds protected data",
                        "Write it as a query on entities, or create it where it runs, in a privileged scope");
            }
        });
    }

    private void checkEntity(PersistentClass entity) {
        Place place = new Place(entity, null, tablesOf(entity));
        if (entity.getTable().isSubselect()) {
            checkTables(place, "subselect", entity.getTable().getSubselect());
        }
        if (entity.getTable().isView()) {
            checkTables(place, "view", entity.getTable().getViewQuery());
        }
        check(place, "restriction", entity.getWhere());
        checkFilters(place, entity.getFilters());
        if (entity.getDiscriminator() != null) {
            entity.getDiscriminator().getSelectables().forEach(selectable -> check(place, selectable, null));
        }
        checkWriting(place, entity.getCustomSQLInsert(), entity.getCustomSQLUpdate(), entity.getCustomSQLDelete());
        for (Join join : entity.getJoins()) {
            checkWriting(place, join.getCustomSQLInsert(), join.getCustomSQLUpdate(), join.getCustomSQLDelete());
        }
        entity.getProperties().forEach(property -> check(place, entity.getMappedClass(), property));
        if (entity.getIdentifierProperty() != null) {
            check(place, entity.getMappedClass(), entity.getIdentifierProperty());
        } else if (entity.getIdentifier() instanceof Component parts) {
            check(place, parts);
        }
    }

    private void check(Place outer, Class<?> holder, Property property) {
        Place place = outer.at(property.getName());
        Generated generated = Annotations.ofAttribute(holder, property.getName(), Generated.class);
        if (generated != null) {
            check(place, "generated value", generated.sql());
        }
        if (property.getValue() instanceof Component component) {
            check(place, component);
        } else if (!(property.getValue() instanceof Collection)) {
            ProtectedAttribute itself = attributes.stream()
                    .filter(attribute -> attribute.owner() == place.entity()
                            && attribute.name().equals(place.attribute()))
                    .findFirst()
                    .orElse(null);
            property.getSelectables().forEach(selectable -> check(place, selectable, itself));
        }
    }

    private void checkCollection(Collection collection) {
        PersistentClass element = CollectionRoles.element(collection);
        Set<Table> within = new HashSet<>(element == null ? Set.of() : tablesOf(element));
        within.add(collection.getCollectionTable());
        Place place = new Place(collection.getOwner(), CollectionRoles.attribute(collection), within);
        check(place, "restriction", collection.getWhere());
        check(place, "restriction", collection.getManyToManyWhere());
        checkOrder(place, element, collection.getOrderBy());
        checkOrder(place, element, collection.getManyToManyOrdering());
        checkFilters(place, collection.getFilters());
        checkFilters(place, collection.getManyToManyFilters());
        checkWriting(
                place,
                collection.getCustomSQLInsert(),
                collection.getCustomSQLUpdate(),
                collection.getCustomSQLDelete(),
                collection.getCustomSQLDeleteAll());
        check(place, collection.getElement());
        check(place, collection.getKey());
        if (collection instanceof IndexedCollection indexed && indexed.getIndex() != null) {
            check(place, indexed.getIndex());
        }
    }

    /** A value that is no attribute itself: an element, a key, an index, an identifier of several attributes. */
    private void check(Place place, Value value) {
        if (value instanceof Component component) {
            component.getProperties().forEach(part -> check(place, component.getComponentClass(), part));
        } else {
            value.getSelectables().forEach(selectable -> check(place, selectable, null));
        }
    }

    /** An order names attributes, or columns. */
    private void checkOrder(Place place, @Nullable PersistentClass element, @Nullable String order) {
        check(place, "order", order);
        attributes.stream()
                .filter(hidden -> order != null
                        && element != null
                        && Parts.lineage(element).contains(hidden.owner())
                        && MappingRules.mentions(
                                order, hidden.path().get(hidden.path().size() - 1)))
                .findFirst()
                .ifPresent(hidden -> refuse(place, "its order reads the protected attribute " + hidden.name()));
    }

    private void check(Place place, Selectable selectable, @Nullable ProtectedAttribute itself) {
        if (selectable instanceof Formula formula) {
            check(place, "formula", formula.getFormula());
        } else if (selectable instanceof Column column) {
            check(place, "read expression", column.getCustomRead(), itself);
            check(place, "write expression", column.getCustomWrite(), itself);
            check(place, "generated column", column.getGeneratedAs(), itself);
            check(place, "column definition", computed(column.getSqlType()), itself);
        }
    }

    /** The expression in the definition of a column that the database computes, or {@code null}. */
    private static @Nullable String computed(@Nullable String definition) {
        Matcher expression = definition == null ? null : COMPUTED.matcher(definition);
        return expression != null && expression.find() ? expression.group(1) : null;
    }

    private void checkFilters(Place place, List<FilterConfiguration> filters) {
        for (FilterConfiguration filter : filters) {
            String condition = filter.getCondition();
            check(
                    place,
                    "filter " + filter.getName(),
                    condition == null || condition.isEmpty()
                            ? metadata.getFilterDefinition(filter.getName()).getDefaultFilterCondition()
                            : condition);
        }
    }

    /** Statements in the place of Hibernate's own write every column they name, hidden or not; removing writes none. */
    private void checkWriting(
            Place place, @Nullable String insert, @Nullable String update, @Nullable String... deletes) {
        for (String sql : new @Nullable String[] {insert, update}) {
            String named = sql == null ? null : tables.namedIn(sql);
            if (named != null) {
                refuse(place, "it is written by a statement of its own, which names the protected table " + named);
            }
        }
        for (String sql : deletes) {
            check(place, "deleting statement", sql);
        }
    }

    private void check(Place place, String what, @Nullable String sql) {
        check(place, what, sql, null);
    }

    private void check(Place place, String what, @Nullable String sql, @Nullable ProtectedAttribute itself) {
        if (sql == null || sql.isBlank()) {
            return;
        }
        attributes.stream()
                .filter(hidden -> hidden != itself
                        && hidden.columns().stream()
                                .anyMatch(column -> place.within()
                                                .contains(column.getValue().getTable())
                                        && MappingRules.mentions(sql, column)))
                .findFirst()
                .ifPresent(hidden ->
                        refuse(place, "its " + what + " reads the column of the protected attribute " + hidden.name()));
        if (sql.toLowerCase(Locale.ROOT).contains("select")) {
            checkTables(place, what, sql);
        }
    }

    private void checkTables(Place place, String what, String sql) {
        String named = tables.namedIn(sql);
        if (named != null) {
            refuse(place, "its " + what + " reads the protected table " + named);
        }
    }

    private void refuse(Place place, String reason) {
        problems.add(
                place.entity(),
                place.attribute(),
                reason,
                "Remove it; compute the value in Java, or ask with a query on entities");
    }

    private static Set<Table> tablesOf(PersistentClass entity) {
        Set<Table> tables = new HashSet<>();
        for (PersistentClass part : entity.getRootClass().getSubclassClosure()) {
            tables.add(part.getTable());
            part.getJoins().forEach(join -> tables.add(join.getTable()));
        }
        for (PersistentClass part = entity; part != null; part = part.getSuperclass()) {
            tables.add(part.getTable());
        }
        return tables;
    }
}
