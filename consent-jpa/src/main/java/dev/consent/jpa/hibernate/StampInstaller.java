package dev.consent.jpa.hibernate;

import dev.consent.jpa.mapping.MappingProblems;
import dev.consent.jpa.mapping.Stamp;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.SimpleValue;
import org.hibernate.mapping.SyntheticProperty;
import org.hibernate.mapping.Table;
import org.hibernate.property.access.spi.BuiltInPropertyAccessStrategies;

/**
 * Adds the column of copied masks to the tables of stamped entities: written by inserts, never read into an entity,
 * never part of an update, and named by no query.
 */
final class StampInstaller {

    private final MappingProblems problems;
    private final Set<Table> stamped = new HashSet<>();

    StampInstaller(MappingProblems problems) {
        this.problems = problems;
    }

    void install(List<Stamp> stamps) {
        stamps.forEach(stamp -> install(stamp.entity()));
    }

    private void install(RootClass entity) {
        Table table = entity.getTable();
        boolean taken = table.getColumn(Identifier.toIdentifier(Stamp.COLUMN)) != null && !stamped.contains(table);
        if (taken) {
            problems.add(
                    entity,
                    null,
                    "its table has a column " + Stamp.COLUMN + " of the application's own",
                    "Rename the column: consent keeps a copy of the person's mask in one of that name");
            return;
        }
        stamped.add(table);
        boolean alone = entity.getTableClosure().size() == 1
                && entity.getSubclassClosure().stream().allMatch(StampInstaller::inOneTable);
        if (alone) {
            entity.getSubclassClosure().forEach(each -> each.setUpdateExpectation(TestedUpdate.COUNTED));
        }
        entity.addProperty(property(table, ((SimpleValue) entity.getIdentifier()).getBuildingContext()));
    }

    /** Whether an update is one statement, and Hibernate's own. */
    private static boolean inOneTable(PersistentClass entity) {
        return entity.getTable() == entity.getRootTable()
                && entity.getJoinClosureSpan() == 0
                && entity.getCustomSQLUpdate() == null
                && entity.getUpdateExpectation() == null;
    }

    private static Property property(Table table, MetadataBuildingContext building) {
        Column column = new Column(Stamp.COLUMN);
        column.setNullable(false);
        column.setDefaultValue("0");
        BasicValue value = new BasicValue(building, table);
        value.setTypeName("long");
        value.addColumn(column);
        table.addColumn(column);
        value.resolve();
        Property property = new SyntheticProperty();
        property.setName(Stamp.ATTRIBUTE);
        property.setValue(value);
        property.setPropertyAccessorName(BuiltInPropertyAccessStrategies.NOOP.getExternalName());
        property.setOptional(true);
        property.setUpdatable(false);
        property.setSelectable(false);
        property.setOptimisticLocked(false);
        return property;
    }
}
