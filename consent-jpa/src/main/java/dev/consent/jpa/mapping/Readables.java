package dev.consent.jpa.mapping;

import dev.consent.jpa.mapping.ErasurePlan.Readable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.Metadata;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.Value;
import org.hibernate.type.BasicType;

/** How single values are read in SQL, in tables and histories alike: a history has the columns of what it is of. */
final class Readables {

    private static final String VALUE = "value";

    private static final String KEY = "key";

    private final Dialect dialect;
    private final Map<String, Readable> found = new LinkedHashMap<>();

    private Readables(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The values of all entities and of the elements of all collections, by name. */
    static Map<String, List<Readable>> of(Metadata metadata, SqlNames names) {
        Map<String, List<Readable>> all = new LinkedHashMap<>();
        for (PersistentClass entity : metadata.getEntityBindings()) {
            if (entity.getClassName() != null) {
                Readables values = new Readables(names.dialect());
                Identifiers.attributes(entity).forEach(values::add);
                Parts.lineage(entity).forEach(part -> part.getProperties().forEach(values::add));
                all.put(entity.getEntityName(), values.list());
            }
        }
        for (Collection collection : metadata.getCollectionBindings()) {
            if (!collection.isOneToMany() && collection.getOwner().getClassName() != null) {
                Readables values = new Readables(names.dialect());
                if (collection instanceof org.hibernate.mapping.Map map) {
                    values.add(KEY, map.getIndex());
                }
                if (collection.getElement() instanceof Component component) {
                    component.getProperties().forEach(values::add);
                } else {
                    values.add(VALUE, collection.getElement());
                }
                all.put(
                        ErasurePlan.role(collection.getOwner().getEntityName(), CollectionRoles.attribute(collection)),
                        values.list());
            }
        }
        return all;
    }

    private List<Readable> list() {
        return List.copyOf(found.values());
    }

    private void add(Property property) {
        add(property.getName(), property.getValue());
    }

    private void add(String path, Value value) {
        if (value instanceof Component component) {
            component.getProperties().forEach(part -> add(path + "." + part.getName(), part.getValue()));
        } else if (!(value instanceof ToOne)
                && value.getSelectables().size() == 1
                && value.getSelectables().get(0) instanceof Column column
                && value.getType() instanceof BasicType<?> basic) {
            String name = column.getQuotedName(dialect);
            found.putIfAbsent(name, new Readable(path, name, column.getReadExpr(dialect), basic));
        }
    }
}
