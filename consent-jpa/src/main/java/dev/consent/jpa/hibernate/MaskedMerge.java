package dev.consent.jpa.hibernate;

import dev.consent.jpa.hibernate.WriteGuards.Rules;
import dev.consent.jpa.hibernate.WriteGuards.Slot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.Hibernate;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.internal.DefaultMergeEventListener;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.MergeContext;
import org.hibernate.event.spi.MergeEvent;
import org.hibernate.event.spi.MergeEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Merges detached copies without taking their masks for values: a copy read while a value was hidden has null, or the
 * placeholder, where the value is. To remove a value, change a managed entity.
 */
final class MaskedMerge extends DefaultMergeEventListener {

    private static final long serialVersionUID = 1L;

    private final transient WriteGuards guards;

    private MaskedMerge(WriteGuards guards) {
        this.guards = guards;
    }

    /** Takes the place of Hibernate's own listener and leaves the application's listeners where they are. */
    static void register(EventListenerRegistry registry, WriteGuards guards) {
        List<MergeEventListener> listeners = new ArrayList<>();
        registry.getEventListenerGroup(EventType.MERGE)
                .fireEventOnEachListener(
                        listeners,
                        (present, all) -> all.add(
                                present.getClass() == DefaultMergeEventListener.class
                                        ? new MaskedMerge(guards)
                                        : present));
        registry.setListeners(EventType.MERGE, listeners.toArray(new MergeEventListener[0]));
    }

    @Override
    protected void entityIsDetached(MergeEvent event, Object copiedId, Object originalId, MergeContext copyCache) {
        SharedSessionContractImplementor session = event.getSession();
        Object copy = event.getEntity();
        EntityPersister persister = session.getEntityPersister(event.getEntityName(), copy);
        Rules rules = guards.of(persister);
        List<List<String>> collections = guards.hideableCollections(persister);
        Object managed = rules.slots().isEmpty() && rules.references().isEmpty() && collections.isEmpty()
                ? null
                : event.getSession()
                        .find(
                                persister.getMappedClass(),
                                copiedId == null ? persister.getIdentifier(copy, session) : copiedId);
        if (managed == null) {
            super.entityIsDetached(event, copiedId, originalId, copyCache);
            return;
        }
        // Taken before the merge, which changes embedded values in place.
        Object[] before = persister.getValues(managed).clone();
        List<Object> seen = new ArrayList<>();
        rules.slots().forEach(slot -> seen.add(Slots.get(persister, before, slot.path(), session)));
        List<Object> referred = new ArrayList<>();
        rules.references().forEach(path -> referred.add(Slots.get(persister, before, path, session)));
        mergeWithoutEmptying(
                session,
                persister,
                managed,
                copy,
                () -> super.entityIsDetached(event, copiedId, originalId, copyCache));
        Object[] merged = persister.getValues(managed);
        Map<List<String>, @Nullable Object> kept = new LinkedHashMap<>();
        for (int i = 0; i < seen.size(); i++) {
            Slot slot = rules.slots().get(i);
            Object value = Slots.get(persister, merged, slot.path(), session);
            if (!Objects.equals(value, seen.get(i)) && slot.isMask(Slots.type(persister, slot.path()), value)) {
                kept.put(slot.path(), seen.get(i));
            }
        }
        for (int i = 0; i < referred.size(); i++) {
            List<String> path = rules.references().get(i);
            if (referred.get(i) != null && Slots.get(persister, merged, path, session) == null) {
                kept.put(path, referred.get(i));
            }
        }
        Object[] wanted = merged.clone();
        Slots.set(persister, wanted, kept, session);
        persister.setValues(managed, wanted);
    }

    /** For the time of the merge, a collection that is empty in the copy stands as it is in the managed entity. */
    private void mergeWithoutEmptying(
            SharedSessionContractImplementor session,
            EntityPersister persister,
            Object managed,
            Object copy,
            Runnable merge) {
        Object[] present = persister.getValues(managed);
        Object[] given = persister.getValues(copy).clone();
        Map<List<String>, @Nullable Object> emptied = new LinkedHashMap<>();
        for (List<String> path : guards.hideableCollections(persister)) {
            Object kept = Slots.get(persister, present, path, session);
            if (managed != copy && kept != null && isEmpty(Slots.get(persister, given, path, session))) {
                emptied.put(path, kept);
            }
        }
        Object[] filled = given.clone();
        Slots.set(persister, filled, emptied, session);
        try {
            write(persister, copy, filled, given);
            merge.run();
        } finally {
            write(persister, copy, given, filled);
        }
    }

    private static void write(EntityPersister persister, Object copy, Object[] values, Object[] before) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] != before[i]) {
                persister.setValue(copy, i, values[i]);
            }
        }
    }

    private static boolean isEmpty(Object collection) {
        if (collection == null) {
            return true;
        }
        if (!Hibernate.isInitialized(collection)) {
            return false; // Hibernate itself leaves these alone
        }
        return collection instanceof Collection<?> elements
                ? elements.isEmpty()
                : collection instanceof Map<?, ?> map && map.isEmpty();
    }
}
