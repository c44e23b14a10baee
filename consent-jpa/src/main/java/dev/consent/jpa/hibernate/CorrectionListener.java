package dev.consent.jpa.hibernate;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.jpa.hibernate.WriteGuards.Slot;
import dev.consent.jpa.mapping.CollectionRoles;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.ProtectedCollection;
import dev.consent.jpa.mapping.ProtectedModel;
import dev.consent.jpa.mapping.ProtectedRow;
import dev.consent.jpa.mapping.Stamp;
import dev.consent.jpa.subject.PurposeBits;
import dev.consent.jpa.subject.SubjectMasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.boot.Metadata;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostCollectionUpdateEvent;
import org.hibernate.event.spi.PostCollectionUpdateEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.mapping.Collection;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * Notices that personal data was changed, and tells the recipients of its purposes. Where no purpose has any, nothing is
 * looked at.
 */
final class CorrectionListener implements PostUpdateEventListener, PostCollectionUpdateEventListener {

    private static final long serialVersionUID = 1L;

    private final transient WriteGuards guards;
    private final transient SubjectMasks masks;
    private final transient PurposeBits bits;
    private final transient ConsentEngine engine;
    private final transient Map<String, Shared> shared = new ConcurrentHashMap<>();
    private final transient Map<String, List<Place>> collections = new HashMap<>();

    /** Data that is shared with somebody, and the way from its entity to its people. */
    private record Place(Guard guard, List<String> subjectPath) {}

    private record SharedSlot(Slot slot, Place place) {}

    /** What of an entity is shared with somebody. */
    private record Shared(List<Place> rows, List<SharedSlot> slots) {
        boolean none() {
            return rows.isEmpty() && slots.isEmpty();
        }
    }

    private CorrectionListener(WriteGuards guards, SubjectMasks masks, PurposeBits bits, ConsentEngine engine) {
        this.guards = guards;
        this.masks = masks;
        this.bits = bits;
        this.engine = engine;
    }

    static void register(
            EventListenerRegistry registry,
            Metadata metadata,
            ProtectedModel model,
            WriteGuards guards,
            SubjectMasks masks,
            PurposeBits bits,
            ConsentEngine engine) {
        if (model.catalog().purposes().stream()
                .allMatch(purpose -> purpose.recipients().isEmpty())) {
            return;
        }
        CorrectionListener listener = new CorrectionListener(guards, masks, bits, engine);
        for (Collection collection : metadata.getCollectionBindings()) {
            List<Place> places = listener.places(model, collection);
            if (!places.isEmpty()) {
                listener.collections.put(collection.getRole(), places);
            }
        }
        // Ahead of consent's own listener, which masks what was written.
        registry.prependListeners(EventType.POST_UPDATE, listener);
        registry.appendListeners(EventType.POST_COLLECTION_UPDATE, listener);
    }

    private List<Place> places(ProtectedModel model, Collection collection) {
        List<Place> places = new ArrayList<>();
        for (ProtectedCollection guarded : model.collections()) {
            if (guarded.collection() == collection && isShared(guarded.guard())) {
                places.add(new Place(guarded.guard(), guarded.subjectPath()));
            }
        }
        // Elements of entities are rows of their own.
        if (CollectionRoles.element(collection) == null) {
            for (ProtectedRow row : model.rows()) {
                Guard guard = row.rule().guard();
                if (guard != null && row.covers(collection.getOwner()) && isShared(guard)) {
                    places.add(new Place(guard, row.subjectPath()));
                }
            }
        }
        return places;
    }

    private static boolean isShared(Guard guard) {
        return guard.purposes().stream()
                .anyMatch(purpose -> !purpose.recipients().isEmpty());
    }

    private Shared of(EntityPersister persister) {
        return shared.computeIfAbsent(persister.getEntityName(), name -> {
            List<Place> rows = new ArrayList<>();
            guards.of(persister).rows().forEach(row -> {
                Guard guard = row.rule().guard();
                if (guard != null && isShared(guard)) {
                    rows.add(new Place(guard, row.subjectPath()));
                }
            });
            List<SharedSlot> slots = guards.of(persister).slots().stream()
                    .filter(slot -> isShared(slot.guard()))
                    .map(slot -> new SharedSlot(slot, new Place(slot.guard(), slot.subjectPath())))
                    .toList();
            return new Shared(List.copyOf(rows), slots);
        });
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        EntityPersister persister = event.getPersister();
        Shared here = of(persister);
        if (here.none()) {
            return;
        }
        Object[] state = event.getState();
        Object[] old = event.getOldState();
        List<Place> corrected = new ArrayList<>();
        if (!here.rows().isEmpty() && anyChanged(persister, state, old)) {
            corrected.addAll(here.rows());
        }
        for (SharedSlot shared : here.slots()) {
            if (changed(event.getSession(), persister, shared.slot(), state, old)) {
                corrected.add(shared.place());
            }
        }
        tell(event.getSession(), corrected, persister, event.getId(), state);
    }

    private static boolean anyChanged(EntityPersister persister, Object[] state, Object @Nullable [] old) {
        if (old == null) {
            return true;
        }
        String[] names = persister.getPropertyNames();
        Type[] types = persister.getPropertyTypes();
        for (int i = 0; i < state.length; i++) {
            boolean bookkeeping = names[i].equals(Stamp.ATTRIBUTE) || i == persister.getVersionPropertyIndex();
            if (!bookkeeping && !types[i].isCollectionType() && !Slots.same(types[i], state[i], old[i])) {
                return true;
            }
        }
        return false;
    }

    private static boolean changed(
            SharedSessionContractImplementor session,
            EntityPersister persister,
            Slot slot,
            Object[] state,
            Object @Nullable [] old) {
        return old == null
                || !Slots.type(persister, slot.path())
                        .isEqual(
                                Slots.get(persister, state, slot.path(), session),
                                Slots.get(persister, old, slot.path(), session));
    }

    @Override
    public void onPostUpdateCollection(PostCollectionUpdateEvent event) {
        List<Place> places = collections.get(event.getCollection().getRole());
        Object owner = event.getAffectedOwnerOrNull();
        if (places != null && owner != null && event.getAffectedOwnerIdOrNull() != null) {
            SharedSessionContractImplementor session = event.getSession();
            EntityPersister persister = session.getEntityPersister(event.getAffectedOwnerEntityName(), owner);
            tell(session, places, persister, event.getAffectedOwnerIdOrNull(), persister.getValues(owner));
        }
    }

    private void tell(
            SharedSessionContractImplementor session,
            List<Place> corrected,
            EntityPersister persister,
            Object id,
            Object[] state) {
        for (Place place : corrected) {
            People.of(session, place.subjectPath(), persister, id, state).stream()
                    .filter(Objects::nonNull)
                    .map(key -> new SubjectId(place.guard().link().subjectType(), key.toString()))
                    .forEach(subject -> tell(session, place.guard(), subject));
        }
    }

    /** Of several purposes that data may be kept for, those in force are the ones it was shared for. */
    private void tell(SharedSessionContractImplementor session, Guard guard, SubjectId subject) {
        OptionalLong mask = masks.lock(session, subject, SubjectMasks.Lock.SHARE);
        for (DeclaredPurpose purpose : guard.purposes()) {
            if (!purpose.recipients().isEmpty() && (mask.orElse(0L) & bits.of(purpose)) != 0) {
                engine.outbox()
                        .corrected(session, subject, purpose, engine.clock().instant());
            }
        }
    }
}
