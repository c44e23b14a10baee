package dev.consent.jpa.hibernate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.ComponentType;
import org.hibernate.type.EntityType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/** Reads and writes attributes in the state array of an entity, within embedded values too. */
final class Slots {

    private Slots() {}

    static @Nullable Object get(
            EntityPersister persister, Object[] state, List<String> path, SharedSessionContractImplementor session) {
        int index = persister.getPropertyIndex(path.get(0));
        Object value = state[index];
        Type type = persister.getPropertyTypes()[index];
        for (String part : path.subList(1, path.size())) {
            if (value == null) {
                return null;
            }
            ComponentType component = (ComponentType) type;
            int inner = component.getPropertyIndex(part);
            value = component.getPropertyValue(value, inner, session);
            type = component.getSubtypes()[inner];
        }
        return value;
    }

    static Type type(EntityPersister persister, List<String> path) {
        Type type = persister.getPropertyTypes()[persister.getPropertyIndex(path.get(0))];
        for (String part : path.subList(1, path.size())) {
            ComponentType component = (ComponentType) type;
            type = component.getSubtypes()[component.getPropertyIndex(part)];
        }
        return type;
    }

    /** Whether two values are the same. Types of embedded values that are made by a user type may not know null. */
    static boolean same(Type type, @Nullable Object one, @Nullable Object other) {
        return one == other || (one != null && other != null && type.isEqual(one, other));
    }

    /**
     * Puts values into the state. Embedded values are copied, the application's own object is not touched; all parts of
     * one are put in together, because some cannot be made of a few.
     */
    static void set(
            EntityPersister persister,
            Object[] state,
            Map<List<String>, @Nullable Object> values,
            SharedSessionContractImplementor session) {
        byFirst(values).forEach((name, inner) -> {
            int index = persister.getPropertyIndex(name);
            state[index] = with(persister.getPropertyTypes()[index], state[index], inner, session);
        });
    }

    private static Map<String, Map<List<String>, @Nullable Object>> byFirst(
            Map<List<String>, @Nullable Object> values) {
        Map<String, Map<List<String>, @Nullable Object>> found = new LinkedHashMap<>();
        values.forEach((path, value) -> found.computeIfAbsent(path.get(0), name -> new LinkedHashMap<>())
                .put(path.subList(1, path.size()), value));
        return found;
    }

    private static @Nullable Object with(
            Type type,
            @Nullable Object holder,
            Map<List<String>, @Nullable Object> values,
            SharedSessionContractImplementor session) {
        if (values.containsKey(List.<String>of())) {
            Object value = values.get(List.<String>of());
            return type instanceof EntityType toOne && value != null && !isEntity(toOne, value)
                    ? referred(toOne.getAssociatedEntityName(session.getFactory()), value, session)
                    : value;
        }
        ComponentType component = (ComponentType) type;
        Object[] parts = holder == null
                ? new Object[component.getSubtypes().length]
                : component.getPropertyValues(holder, session).clone();
        byFirst(values).forEach((name, inner) -> {
            int index = component.getPropertyIndex(name);
            parts[index] = with(component.getSubtypes()[index], parts[index], inner, session);
        });
        EmbeddableMappingType mapping = component.getMappingModelPart().getEmbeddableTypeDescriptor();
        return mapping.getRepresentationStrategy().getInstantiator().instantiate(() -> parts);
    }

    /** A row that may be hidden is not looked for: what a reference writes is its key. Of a final class there are no proxies. */
    private static Object referred(String entity, Object key, SharedSessionContractImplementor session) {
        EntityPersister target = session.getFactory().getMappingMetamodel().getEntityDescriptor(entity);
        return target.hasProxy() || target.getBytecodeEnhancementMetadata().isEnhancedForLazyLoading()
                ? session.internalLoad(entity, key, false, false)
                : target.instantiate(key, session);
    }

    private static boolean isEntity(EntityType type, Object value) {
        return type.getReturnedClass().isInstance(value);
    }
}
