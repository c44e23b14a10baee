package dev.consent.jpa.hibernate;

import dev.consent.jpa.mapping.Attributes;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityValuedModelPart;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.jspecify.annotations.Nullable;

/** Finds the data subjects a row is about, by their identifiers. {@code null} among them is a link to nobody. */
final class People {

    private People() {}

    /** Those a row with this state is about. */
    static List<@Nullable Object> of(
            SharedSessionContractImplementor session,
            List<String> subjectPath,
            EntityPersister persister,
            @Nullable Object id,
            Object[] state) {
        if (subjectPath.isEmpty()) {
            return only(id);
        }
        String attribute = subjectPath.get(0);
        if (mapping(persister, attribute) instanceof PluralAttributeMapping) {
            return id == null ? List.of() : stored(session, persister, id, subjectPath);
        }
        Object first = reference(session, attribute, persister, id, state);
        if (first == null || subjectPath.size() == 1) {
            return only(first);
        }
        return stored(session, target(persister, attribute), first, subjectPath.subList(1, subjectPath.size()));
    }

    /** The identifier of what a to-one attribute refers to, or {@code null} when it refers to nothing. */
    static @Nullable Object reference(
            SharedSessionContractImplementor session,
            String attribute,
            EntityPersister persister,
            @Nullable Object id,
            Object[] state) {
        AttributeMapping mapping = persister.findAttributeMapping(Attributes.root(attribute));
        if (mapping == null) {
            return id == null ? null : IdentifierReferences.key(session, persister, id, attribute);
        }
        Object reference = inside(mapping, attribute, state[mapping.getStateArrayPosition()]);
        return reference == null ? null : identifier(session, reference);
    }

    /** What an attribute inside an embedded value holds; the value of any other attribute is that itself. */
    private static @Nullable Object inside(AttributeMapping root, String attribute, @Nullable Object value) {
        AttributeMapping here = root;
        Object found = value;
        for (String part : inner(attribute)) {
            if (found == null) {
                return null;
            }
            here = part(here, part);
            found = here.getValue(found);
        }
        return found;
    }

    /** The mapping of an attribute that is not part of an identifier. */
    private static @Nullable AttributeMapping mapping(EntityPersister persister, String attribute) {
        AttributeMapping here = persister.findAttributeMapping(Attributes.root(attribute));
        for (String part : here == null ? List.<String>of() : inner(attribute)) {
            here = part(here, part);
        }
        return here;
    }

    private static List<String> inner(String attribute) {
        List<String> parts = List.of(attribute.split("\\."));
        return parts.subList(1, parts.size());
    }

    private static AttributeMapping part(AttributeMapping embedded, String name) {
        return Objects.requireNonNull(((EmbeddableValuedModelPart) embedded)
                .getEmbeddableTypeDescriptor()
                .findAttributeMapping(name));
    }

    /** Those a stored row is about. */
    static List<@Nullable Object> stored(
            SharedSessionContractImplementor session, EntityPersister persister, Object id, List<String> path) {
        if (path.isEmpty()) {
            return only(id);
        }
        TypedQuery<Object> keys = session.createQuery(select(persister, path), Object.class);
        keys.setParameter("id", id);
        return Unfiltered.ask(session, keys, TypedQuery::getResultList);
    }

    private static String select(EntityPersister persister, List<String> path) {
        String from = " from " + persister.getEntityName() + " e";
        if (path.size() == 1 && !leadsToMany(persister, path)) {
            return "select id(e." + String.join(".", path) + ")" + from + " where id(e) = :id";
        }
        StringBuilder joins = new StringBuilder();
        for (int i = 0; i < path.size(); i++) {
            joins.append(" left join ")
                    .append(i == 0 ? "e" : "p" + (i - 1))
                    .append('.')
                    .append(path.get(i))
                    .append(" p")
                    .append(i);
        }
        return "select id(p" + (path.size() - 1) + ")" + from + joins + " where id(e) = :id";
    }

    private static boolean leadsToMany(EntityPersister persister, List<String> path) {
        EntityPersister here = persister;
        for (String attribute : path) {
            if (mapping(here, attribute) instanceof PluralAttributeMapping) {
                return true;
            }
            here = target(here, attribute);
        }
        return false;
    }

    /** The entity an attribute leads to. */
    static EntityPersister target(EntityPersister persister, String attribute) {
        AttributeMapping mapping = mapping(persister, attribute);
        if (mapping == null) {
            return IdentifierReferences.target(persister, attribute);
        }
        return mapping instanceof PluralAttributeMapping links
                ? links.getCollectionDescriptor().getElementPersister()
                : ((EntityValuedModelPart) mapping).getEntityMappingType().getEntityPersister();
    }

    private static List<@Nullable Object> only(@Nullable Object key) {
        List<@Nullable Object> keys = new ArrayList<>();
        keys.add(key);
        return keys;
    }

    static @Nullable Object identifier(SharedSessionContractImplementor session, Object reference) {
        var proxy = HibernateProxy.extractLazyInitializer(reference);
        if (proxy != null) {
            return proxy.getInternalIdentifier();
        }
        return session.getEntityPersister(null, reference).getIdentifier(reference, session);
    }
}
