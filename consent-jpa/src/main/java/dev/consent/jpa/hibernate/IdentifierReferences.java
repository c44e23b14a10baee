package dev.consent.jpa.hibernate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.metamodel.mapping.internal.EmbeddedIdentifierMappingImpl;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** The to-one references that are part of an identifier, which Hibernate keeps out of the state of an entity. */
final class IdentifierReferences {

    private IdentifierReferences() {}

    /** The identifier of the entity that an attribute of an identifier refers to. */
    static @Nullable Object key(
            SharedSessionContractImplementor session, EntityPersister persister, Object id, String attribute) {
        AttributeMapping part = whole(persister).getIdentifierValueMapper().findAttributeMapping(attribute);
        Object value = Objects.requireNonNull(part).getValue(id);
        return value != null && part instanceof ToOneAttributeMapping ? People.identifier(session, value) : value;
    }

    /** The entity that an attribute of an identifier refers to. */
    static EntityPersister target(EntityPersister persister, String attribute) {
        AttributeMapping part = whole(persister).getVirtualIdEmbeddable().findAttributeMapping(attribute);
        return ((ToOneAttributeMapping) Objects.requireNonNull(part))
                .getEntityMappingType()
                .getEntityPersister();
    }

    /** Everything an identifier is made of, as the entity holds it. */
    static List<Object> values(EntityPersister persister, Object entity, @Nullable Object id) {
        EntityIdentifierMapping mapping = persister.getIdentifierMapping();
        List<Object> values = new ArrayList<>();
        if (mapping instanceof NonAggregatedIdentifierMapping whole) {
            collect(whole.getVirtualIdEmbeddable(), entity, values);
        } else if (mapping instanceof EmbeddedIdentifierMappingImpl embedded && id != null) {
            collect(embedded.getEmbeddableTypeDescriptor(), id, values);
        }
        return values;
    }

    private static void collect(EmbeddableMappingType type, Object holder, List<Object> values) {
        Arrays.stream(type.getValues(holder)).filter(Objects::nonNull).forEach(values::add);
    }

    private static NonAggregatedIdentifierMapping whole(EntityPersister persister) {
        return (NonAggregatedIdentifierMapping) persister.getIdentifierMapping();
    }
}
