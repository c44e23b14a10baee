package dev.consent.jpa.hibernate;

import dev.consent.jpa.hibernate.HeldMasks.Permission;
import dev.consent.jpa.hibernate.WriteGuards.Slot;
import dev.consent.jpa.hibernate.WriteGuards.Way;
import dev.consent.jpa.mapping.Attributes;
import dev.consent.jpa.mapping.CollectionRoles;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.ProtectedModel;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hibernate.Hibernate;
import org.hibernate.boot.Metadata;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Where personal data is about several people, it is written before anybody is linked to it: this refuses the links to
 * people for whom it may not be kept.
 */
final class LinkGuards {

    /**
     * Links that lie on the way from protected data to its people.
     *
     * @param owner the entity that owns the collection of links
     * @param rest the attributes from the linked entity to the person
     * @param slot the attribute of the owner that is protected, or {@code null} when it is something else
     * @param elements the collection of the owner that is protected, or {@code null} when it is something else
     */
    private record Link(
            String owner,
            List<String> rest,
            Guard guard,
            @Nullable Slot slot,
            @Nullable String elements) {}

    /**
     * Links that are entities themselves.
     *
     * @param back their attribute that refers to the owner
     */
    private record Entity(String back, Link link) {}

    private final WriteGuards guards;
    private final Map<String, Map<String, List<Link>>> collections = new HashMap<>();
    private final Map<String, List<Entity>> entities = new HashMap<>();

    LinkGuards(Metadata metadata, ProtectedModel model, WriteGuards guards) {
        this.guards = guards;
        WriteGuards.ways(model).forEach(way -> read(metadata, way));
    }

    private void read(Metadata metadata, Way way) {
        PersistentClass here = way.start();
        List<String> path = way.path();
        for (int i = 0; i < path.size(); i++) {
            Property property = Attributes.of(here, path.get(i));
            PersistentClass target = Objects.requireNonNull(CollectionRoles.target(metadata, property));
            if (property.getValue() instanceof Collection collection) {
                boolean own = i == 0;
                Link link = new Link(
                        here.getEntityName(),
                        path.subList(i + 1, path.size()),
                        way.guard(),
                        own ? way.slot() : null,
                        own ? way.collection() : null);
                add(collection, target, path.get(i), link);
            }
            here = target;
        }
    }

    private void add(Collection collection, PersistentClass target, String attribute, Link link) {
        if (collection.isInverse()) {
            for (PersistentClass part : target.getSubclassClosure()) {
                entities.computeIfAbsent(part.getEntityName(), name -> new ArrayList<>())
                        .add(new Entity(collection.getMappedByProperty(), link));
            }
        } else {
            for (PersistentClass owner : collection.getOwner().getSubclassClosure()) {
                collections
                        .computeIfAbsent(owner.getEntityName(), name -> new HashMap<>())
                        .computeIfAbsent(attribute, name -> new ArrayList<>())
                        .add(link);
            }
        }
    }

    /** The collections of an entity that hold such links. */
    Set<String> collectionsOf(EntityPersister owner) {
        return collections.getOrDefault(owner.getEntityName(), Map.of()).keySet();
    }

    /**
     * Refuses new elements of a collection of links.
     *
     * @param state what is being written of the owner, or {@code null} when it is stored already
     */
    void refuseElements(
            SharedSessionContractImplementor session,
            EntityPersister owner,
            @Nullable Object id,
            Object @Nullable [] state,
            String attribute,
            Iterable<?> elements) {
        List<Link> links =
                collections.getOrDefault(owner.getEntityName(), Map.of()).getOrDefault(attribute, List.of());
        if (links.isEmpty()) {
            return;
        }
        Set<Object> added = new LinkedHashSet<>();
        for (Object element : elements) {
            Object key = element == null ? null : People.identifier(session, element);
            if (key != null) {
                added.add(key);
            }
        }
        if (id != null && !added.isEmpty()) {
            added.removeAll(People.stored(session, owner, id, List.of(attribute)));
        }
        if (added.isEmpty()) {
            return;
        }
        EntityPersister linked = People.target(owner, attribute);
        for (Link link : links) {
            Set<@Nullable Object> people = new HashSet<>();
            added.forEach(key -> people.addAll(People.stored(session, linked, key, link.rest())));
            refuse(session, link, id, state, people);
        }
    }

    /** Refuses a link that is an entity itself, where it is new or leads from or to somewhere else than before. */
    void refuseLink(
            SharedSessionContractImplementor session,
            EntityPersister persister,
            @Nullable Object id,
            Object[] state,
            boolean stored) {
        for (Entity entity : entities.getOrDefault(persister.getEntityName(), List.of())) {
            Object ownerId = People.reference(session, entity.back(), persister, id, state);
            if (ownerId == null) {
                continue;
            }
            List<@Nullable Object> people = People.of(session, entity.link().rest(), persister, id, state);
            boolean same = stored
                    && id != null
                    && People.stored(session, persister, id, List.of(entity.back()))
                            .equals(Arrays.asList(ownerId))
                    && People.stored(session, persister, id, entity.link().rest())
                            .equals(people);
            if (!same) {
                refuse(session, entity.link(), ownerId, null, people);
            }
        }
    }

    private void refuse(
            SharedSessionContractImplementor session,
            Link link,
            @Nullable Object ownerId,
            Object @Nullable [] state,
            java.util.Collection<@Nullable Object> people) {
        List<@Nullable Object> known = new ArrayList<>(people);
        known.removeIf(Objects::isNull); // a link to nobody hides, and harms nobody
        if (known.isEmpty()) {
            return;
        }
        EntityPersister owner = session.getFactory().getMappingMetamodel().getEntityDescriptor(link.owner());
        HeldMasks masks = guards.hold(session, owner, ownerId);
        if (masks.permission(link.guard(), known) != Permission.REFUSED) {
            return;
        }
        Slot slot = link.slot();
        String elements = link.elements();
        String name = owner.getMappedClass().getSimpleName();
        if (slot != null) {
            if (!holds(session, owner, ownerId, state, slot)) {
                return;
            }
            name += "." + String.join(".", slot.path());
        } else if (elements != null) {
            if (!holds(session, owner, ownerId, state, elements)) {
                return;
            }
            name += "." + elements;
        }
        throw ConsentRefusals.write(name, link.guard(), masks);
    }

    /** Whether there is a value that would be about the people who are linked. */
    private boolean holds(
            SharedSessionContractImplementor session,
            EntityPersister owner,
            @Nullable Object id,
            Object @Nullable [] state,
            Slot slot) {
        var type = Slots.type(owner, slot.path());
        return (state != null && !slot.isMask(type, Slots.get(owner, state, slot.path(), session)))
                || (id != null && !slot.isMask(type, new Stored(session, owner, id, guards.of(owner)).value(slot)));
    }

    private static boolean holds(
            SharedSessionContractImplementor session,
            EntityPersister owner,
            @Nullable Object id,
            Object @Nullable [] state,
            String collection) {
        if (state != null && !collection.contains(".")) {
            Object given = state[owner.getPropertyIndex(collection)];
            if (Hibernate.isInitialized(given)
                    && ((given instanceof java.util.Collection<?> values && !values.isEmpty())
                            || (given instanceof Map<?, ?> entries && !entries.isEmpty()))) {
                return true;
            }
        }
        if (id == null) {
            return false;
        }
        TypedQuery<Long> count = session.createQuery(
                "select count(*) from " + owner.getEntityName() + " e join e." + collection + " x where id(e) = :id",
                Long.class);
        count.setParameter("id", id);
        return Unfiltered.ask(session, count, TypedQuery::getSingleResult) > 0;
    }
}
