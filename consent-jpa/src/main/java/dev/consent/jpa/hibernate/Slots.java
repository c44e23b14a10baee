package dev.consent.jpa.hibernate;

import java.util.List;
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

    /** Puts a value into the state. Embedded values are copied: the application's own object is not touched. */
    static void set(
            EntityPersister persister,
            Object[] state,
            List<String> path,
            @Nullable Object value,
            SharedSessionContractImplementor session) {
        int index = persister.getPropertyIndex(path.get(0));
        state[index] =
                with(persister.getPropertyTypes()[index], state[index], path.subList(1, path.size()), value, session);
    }

    private static @Nullable Object with(
            Type type,
            @Nullable Object holder,
            List<String> path,
            @Nullable Object value,
            SharedSessionContractImplementor session) {
        if (path.isEmpty()) {
            return type instanceof EntityType toOne && value != null && !isEntity(toOne, value)
                    ? session.internalLoad(toOne.getAssociatedEntityName(session.getFactory()), value, false, false)
                    : value;
        }
        ComponentType component = (ComponentType) type;
        int inner = component.getPropertyIndex(path.get(0));
        Object[] values = holder == null
                ? new Object[component.getSubtypes().length]
                : component.getPropertyValues(holder, session).clone();
        values[inner] =
                with(component.getSubtypes()[inner], values[inner], path.subList(1, path.size()), value, session);
        EmbeddableMappingType mapping = component.getMappingModelPart().getEmbeddableTypeDescriptor();
        return mapping.getRepresentationStrategy().getInstantiator().instantiate(() -> values);
    }

    private static boolean isEntity(EntityType type, Object value) {
        return type.getReturnedClass().isInstance(value);
    }
}
