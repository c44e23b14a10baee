package dev.consent.jpa.export;

import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EmbeddableType;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.IdentifiableType;
import jakarta.persistence.metamodel.ManagedType;
import jakarta.persistence.metamodel.PluralAttribute;
import jakarta.persistence.metamodel.SingularAttribute;
import jakarta.persistence.metamodel.Type.PersistenceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The paths of an entity's values, down to single ones. */
final class Paths {

    private final Set<Class<?>> people;

    /** @param people the classes of data subjects: who else is meant by a reference is not told */
    Paths(Set<Class<?>> people) {
        this.people = people;
    }

    /** The paths of the identifier. */
    List<String> identifier(EntityType<?> type) {
        List<String> paths = new ArrayList<>();
        identifiers(type).values().forEach(id -> add(id, "", path -> true, paths));
        return paths;
    }

    /** The paths of everything but the identifier and collections, as far as they are wanted. */
    List<String> values(EntityType<?> type, Predicate<String> wanted) {
        List<String> paths = new ArrayList<>();
        Set<String> identifiers = identifiers(type).keySet();
        sorted(type).stream()
                .filter(attribute -> !identifiers.contains(attribute.getName()))
                .forEach(attribute -> add(attribute, "", wanted, paths));
        return paths;
    }

    /** The paths of one attribute: its own, or those of the parts of an embedded value. */
    List<String> attribute(ManagedType<?> type, String path) {
        List<String> paths = new ArrayList<>();
        add(
                find(type, path),
                path.contains(".") ? path.substring(0, path.lastIndexOf('.') + 1) : "",
                any -> true,
                paths);
        return paths;
    }

    /** The collections of values of an entity. */
    List<PluralAttribute<?, ?, ?>> collections(EntityType<?> type) {
        List<PluralAttribute<?, ?, ?>> collections = new ArrayList<>();
        type.getPluralAttributes().stream()
                .filter(attribute -> !(attribute.getElementType() instanceof IdentifiableType<?>))
                .sorted(Comparator.comparing(Attribute::getName))
                .forEach(collections::add);
        return collections;
    }

    /** The paths of an element of a collection behind an alias; none when it is another person. */
    List<String> element(PluralAttribute<?, ?, ?> collection, String alias) {
        if (collection.getElementType() instanceof EmbeddableType<?> embeddable) {
            List<String> paths = new ArrayList<>();
            sorted(embeddable).forEach(part -> add(part, alias + ".", any -> true, paths));
            return paths;
        }
        if (collection.getElementType() instanceof EntityType<?> entity) {
            return isPerson(entity.getJavaType())
                    ? List.of()
                    : identifier(entity).stream()
                            .map(path -> alias + "." + path)
                            .toList();
        }
        return List.of(alias);
    }

    /** The attribute at the end of a path through embedded values. */
    static Attribute<?, ?> find(ManagedType<?> type, String path) {
        ManagedType<?> here = type;
        String[] steps = path.split("\\.");
        for (int i = 0; i < steps.length - 1; i++) {
            here = (ManagedType<?>) ((SingularAttribute<?, ?>) here.getAttribute(steps[i])).getType();
        }
        return here.getAttribute(steps[steps.length - 1]);
    }

    private static Map<String, SingularAttribute<?, ?>> identifiers(EntityType<?> type) {
        Map<String, SingularAttribute<?, ?>> found = new LinkedHashMap<>();
        if (type.hasSingleIdAttribute()) {
            SingularAttribute<?, ?> id = type.getId(type.getIdType().getJavaType());
            found.put(id.getName(), id);
        } else {
            type.getIdClassAttributes().stream()
                    .sorted(Comparator.comparing(Attribute::getName))
                    .forEach(id -> found.put(id.getName(), id));
        }
        return found;
    }

    private static List<Attribute<?, ?>> sorted(ManagedType<?> type) {
        List<Attribute<?, ?>> attributes = new ArrayList<>(type.getAttributes());
        attributes.sort(Comparator.comparing(Attribute::getName));
        return attributes;
    }

    private void add(Attribute<?, ?> attribute, String prefix, Predicate<String> wanted, List<String> paths) {
        String path = prefix + attribute.getName();
        if (!(attribute instanceof SingularAttribute<?, ?> single) || !wanted.test(path)) {
            return;
        }
        if (single.getType() instanceof EmbeddableType<?> embeddable) {
            sorted(embeddable).forEach(part -> add(part, path + ".", wanted, paths));
        } else if (single.getType() instanceof EntityType<?> entity) {
            if (!isPerson(entity.getJavaType()) && single.getType().getPersistenceType() == PersistenceType.ENTITY) {
                identifier(entity).forEach(id -> paths.add(path + "." + id));
            }
        } else {
            paths.add(path);
        }
    }

    private boolean isPerson(Class<?> type) {
        return people.stream().anyMatch(person -> person.isAssignableFrom(type) || type.isAssignableFrom(person));
    }
}
