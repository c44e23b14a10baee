package dev.consent.jpa.hibernate;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.CompositeIdentifierMapping;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.jspecify.annotations.Nullable;

/** Puts identifiers together from their parts, as {@code find} takes them: embedded ones, and those of id classes. */
final class AssembledIdentifiers implements BiFunction<Class<?>, Map<String, Object>, Object> {

    private final SessionFactoryImplementor factory;

    AssembledIdentifiers(SessionFactoryImplementor factory) {
        this.factory = factory;
    }

    /** @param parts by the attributes that hold them, with dots, from the entity */
    @Override
    public Object apply(Class<?> entity, Map<String, Object> parts) {
        EntityIdentifierMapping identifier =
                factory.getMappingMetamodel().getEntityDescriptor(entity).getIdentifierMapping();
        if (identifier instanceof CompositeIdentifierMapping composite) {
            boolean apart = identifier instanceof NonAggregatedIdentifierMapping;
            String prefix = apart ? "" : identifier.getAttributeName() + ".";
            return assemble(composite.getMappedIdEmbeddableTypeDescriptor(), prefix, parts);
        }
        return parts.values().iterator().next();
    }

    private Object assemble(EmbeddableMappingType type, String prefix, Map<String, Object> parts) {
        Object[] values = new Object[type.getNumberOfAttributeMappings()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(type.getAttributeMapping(i), prefix, parts);
        }
        return type.getRepresentationStrategy().getInstantiator().instantiate(() -> values);
    }

    private @Nullable Object value(AttributeMapping attribute, String prefix, Map<String, Object> parts) {
        String path = prefix + attribute.getAttributeName();
        Object value = parts.get(path);
        if (value != null) {
            return value;
        }
        // Of a reference, the identifier class holds the key, and the parts are behind the identifier of what it refers
        // to.
        String start = path + ".";
        List<String> inner =
                parts.keySet().stream().filter(name -> name.startsWith(start)).toList();
        if (attribute instanceof EmbeddableValuedModelPart embedded) {
            EmbeddableMappingType type = embedded.getEmbeddableTypeDescriptor();
            boolean behind = inner.stream().noneMatch(name -> isOf(type, name.substring(start.length())));
            return assemble(type, behind ? start + first(inner.get(0).substring(start.length())) + "." : start, parts);
        }
        return inner.size() == 1 ? parts.get(inner.get(0)) : null;
    }

    private static boolean isOf(EmbeddableMappingType type, String path) {
        return type.findAttributeMapping(first(path)) != null;
    }

    private static String first(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }
}
