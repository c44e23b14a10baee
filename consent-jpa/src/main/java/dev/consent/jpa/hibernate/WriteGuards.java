package dev.consent.jpa.hibernate;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.ProtectedAttribute;
import dev.consent.jpa.mapping.ProtectedCollection;
import dev.consent.jpa.mapping.ProtectedModel;
import dev.consent.jpa.mapping.ProtectedRow;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.subject.PurposeBits;
import dev.consent.jpa.subject.SubjectMasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.Hibernate;
import org.hibernate.boot.Metadata;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.ToOne;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** What writing to an entity has to respect, and whether it may be done for a person. */
final class WriteGuards {

    /** A protected attribute. */
    record Slot(List<String> path, List<String> subjectPath, Guard guard) {}

    /** What writing to one entity has to respect. */
    record Rules(
            @Nullable SubjectEntity subject, @Nullable ProtectedRow row, List<Slot> slots, List<String> references) {

        boolean none() {
            return subject == null && row == null && slots.isEmpty() && references.isEmpty();
        }
    }

    private final SubjectMasks masks;
    private final PurposeBits bits;
    private final Map<String, Rules> rules = new ConcurrentHashMap<>();
    private final Map<String, ProtectedCollection> collections = new HashMap<>();

    WriteGuards(Metadata metadata, ProtectedModel model, SubjectMasks masks, PurposeBits bits) {
        this.masks = masks;
        this.bits = bits;
        for (PersistentClass entity : metadata.getEntityBindings()) {
            if (entity.getClassName() != null) {
                rules.put(entity.getEntityName(), rules(metadata, model, entity));
            }
        }
        model.collections()
                .forEach(guarded -> collections.put(guarded.collection().getRole(), guarded));
    }

    private static Rules rules(Metadata metadata, ProtectedModel model, PersistentClass entity) {
        ProtectedRow row = model.rows().stream()
                .filter(candidate -> candidate.entity() == entity.getRootClass())
                .findFirst()
                .orElse(null);
        SubjectEntity subject = model.subjects().stream()
                .filter(candidate -> candidate.entity() == entity.getRootClass())
                .findFirst()
                .orElse(null);
        List<Slot> slots = new ArrayList<>();
        for (ProtectedAttribute attribute : model.attributes()) {
            if (attribute.owner().getMappedClass().isAssignableFrom(entity.getMappedClass())) {
                slots.add(new Slot(attribute.path(), attribute.subjectPath(), attribute.guard()));
            }
        }
        Set<String> references = new TreeSet<>();
        for (Property property : entity.getPropertyClosure()) {
            if (property.getValue() instanceof ToOne toOne
                    && !toOne.getColumns().isEmpty()) {
                PersistentClass target = metadata.getEntityBinding(toOne.getReferencedEntityName());
                if (target != null
                        && model.rows().stream().anyMatch(candidate -> candidate.entity() == target.getRootClass())) {
                    references.add(property.getName());
                }
            }
        }
        return new Rules(subject, row, List.copyOf(slots), List.copyOf(references));
    }

    Rules of(EntityPersister persister) {
        return rules.getOrDefault(persister.getEntityName(), new Rules(null, null, List.of(), List.of()));
    }

    @Nullable
    ProtectedCollection collection(String role) {
        return collections.get(role);
    }

    /** The protected collections of an entity. */
    List<ProtectedCollection> collectionsOf(EntityPersister persister) {
        return collections.values().stream()
                .filter(guarded ->
                        guarded.collection().getOwner().getMappedClass().isAssignableFrom(persister.getMappedClass()))
                .toList();
    }

    void register(SharedSessionContractImplementor session, SubjectEntity subject, Object id) {
        masks.register(session, new SubjectId(subject.type(), id.toString()));
    }

    /**
     * Whether a purpose of the guard is in force for the person a row is about. Takes a shared lock, so that a
     * withdrawal either waits for this write or is seen by it.
     */
    boolean permits(
            SharedSessionContractImplementor session,
            Guard guard,
            List<String> subjectPath,
            EntityPersister persister,
            @Nullable Object id,
            Object[] state) {
        Object key = key(session, subjectPath, persister, id, state);
        boolean itself = subjectPath.isEmpty();
        if (key == null) {
            // A person who is being inserted has no number yet, but already the purposes everybody starts with.
            return itself && (masks.initial() & bits(guard.purposes())) != 0;
        }
        SubjectId subject = new SubjectId(guard.link().subjectType(), key.toString());
        long mask =
                masks.lock(session, subject, SubjectMasks.Lock.SHARE).orElseGet(() -> itself ? masks.initial() : 0L);
        return (mask & bits(guard.purposes())) != 0;
    }

    private long bits(List<DeclaredPurpose> purposes) {
        return bits.of(purposes);
    }

    /** The identifier of the person a row is about, or {@code null} when it cannot be told. */
    static @Nullable Object key(
            SharedSessionContractImplementor session,
            List<String> subjectPath,
            EntityPersister persister,
            @Nullable Object id,
            Object[] state) {
        if (subjectPath.isEmpty()) {
            return id;
        }
        Object reference = state[persister.getPropertyIndex(subjectPath.get(0))];
        for (int step = 1; step < subjectPath.size() && reference != null; step++) {
            Object entity = initialised(reference);
            reference = entity == null
                    ? null
                    : session.getEntityPersister(null, entity).getPropertyValue(entity, subjectPath.get(step));
        }
        return reference == null ? null : identifier(session, reference);
    }

    /** The row a reference leads to, or {@code null} when it is hidden: then nothing behind it may be written either. */
    private static @Nullable Object initialised(Object reference) {
        try {
            return Hibernate.unproxy(reference);
        } catch (jakarta.persistence.EntityNotFoundException hidden) {
            return null;
        }
    }

    static @Nullable Object identifier(SharedSessionContractImplementor session, Object reference) {
        var proxy = org.hibernate.proxy.HibernateProxy.extractLazyInitializer(reference);
        if (proxy != null) {
            return proxy.getInternalIdentifier();
        }
        return session.getEntityPersister(null, reference).getIdentifier(reference, session);
    }
}
