package dev.consent.jpa.mapping;

import java.util.ArrayList;
import java.util.List;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an entity by name. The name of one inside an embedded value has the names of the values around it
 * in front, with dots.
 */
public final class Attributes {

    private Attributes() {}

    /** An attribute that is there. */
    public static Property of(PersistentClass entity, String name) {
        Property found = find(entity, name);
        if (found == null) {
            throw new IllegalArgumentException("There is no attribute " + name + " in " + entity.getEntityName());
        }
        return found;
    }

    /** An attribute, or {@code null} when there is none of that name. */
    static @Nullable Property find(PersistentClass entity, String name) {
        List<String> parts = List.of(name.split("\\."));
        String first = parts.get(0);
        if (!entity.hasProperty(first)
                && !entity.isPropertyDefinedInSuperHierarchy(first)
                && !Identifiers.isPart(entity, first)) {
            return null;
        }
        Property here = entity.getProperty(first);
        for (String part : parts.subList(1, parts.size())) {
            here = isEmbedded(here) ? part((Component) here.getValue(), part) : null;
            if (here == null) {
                return null;
            }
        }
        return here;
    }

    /** The attribute of the entity itself that holds this one. */
    public static String root(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** The names on the way into an embedded value are taken together with that of the attribute they lead to. */
    static List<String> joined(PersistentClass entity, List<String> names) {
        for (int i = 1; i <= names.size(); i++) {
            String name = String.join(".", names.subList(0, i));
            Property found = find(entity, name);
            if (found == null) {
                return names;
            }
            if (!isEmbedded(found)) {
                List<String> joined = new ArrayList<>(List.of(name));
                joined.addAll(names.subList(i, names.size()));
                return joined;
            }
        }
        return names;
    }

    /** The columns of an attribute; formulas are none. */
    public static List<Column> columns(Property property) {
        return property.getSelectables().stream()
                .filter(Column.class::isInstance)
                .map(Column.class::cast)
                .toList();
    }

    static boolean isEmbedded(Property property) {
        return property.getValue() instanceof Component component && component.getAggregateColumn() == null;
    }

    private static @Nullable Property part(Component embedded, String name) {
        return embedded.getProperties().stream()
                .filter(property -> property.getName().equals(name))
                .findFirst()
                .orElse(null);
    }
}
