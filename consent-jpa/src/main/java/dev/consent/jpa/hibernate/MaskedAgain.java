package dev.consent.jpa.hibernate;

import dev.consent.jpa.hibernate.WriteGuards.Rules;
import java.util.LinkedHashSet;
import java.util.Set;
import org.hibernate.engine.spi.CachedNaturalIdValueSource;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.event.spi.AbstractPostDatabaseOperationEvent;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PostUpsertEvent;
import org.hibernate.event.spi.PostUpsertEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * Comes first after an update or an upsert: asks what the statement did not test, and takes the values that were put
 * back for the statement out of what Hibernate remembers as loaded and tells the application's listeners.
 */
final class MaskedAgain implements PostUpdateEventListener, PostUpsertEventListener {

    private static final long serialVersionUID = 1L;

    private final transient WriteGuards guards;

    MaskedAgain(WriteGuards guards) {
        this.guards = guards;
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        TestedUpdate.conclude(event);
        EntityPersister persister = event.getPersister();
        Rules rules = guards.of(persister);
        if (rules.slots().isEmpty() && rules.references().isEmpty()) {
            return;
        }
        boolean restored = mask(event, rules, event.getEntity(), event.getState(), event.getOldState());
        if (restored && persister.hasNaturalIdentifier()) {
            PersistenceContext context = event.getSession().getPersistenceContextInternal();
            context.getNaturalIdResolutions()
                    .manageLocalResolution(
                            event.getId(),
                            persister.getNaturalIdMapping().extractNaturalIdFromEntityState(event.getState()),
                            persister,
                            CachedNaturalIdValueSource.UPDATE);
        }
    }

    @Override
    public void onPostUpsert(PostUpsertEvent event) {
        mask(event, guards.of(event.getPersister()), event.getEntity(), event.getState(), null);
    }

    private static boolean mask(
            AbstractPostDatabaseOperationEvent event,
            Rules rules,
            Object entity,
            Object[] state,
            Object @Nullable [] old) {
        Set<String> attributes = new LinkedHashSet<>();
        rules.slots().forEach(slot -> attributes.add(slot.path().get(0)));
        rules.references().forEach(path -> attributes.add(path.get(0)));
        EntityPersister persister = event.getPersister();
        boolean restored = false;
        for (String name : attributes) {
            restored |= mask(event, entity, state, old, persister.getPropertyIndex(name));
        }
        return restored;
    }

    /** What the entity itself holds is what the application may see. */
    private static boolean mask(
            AbstractPostDatabaseOperationEvent event,
            Object entity,
            Object[] state,
            Object @Nullable [] old,
            int index) {
        Type type = event.getPersister().getPropertyTypes()[index];
        Object seen = event.getPersister().getValue(entity, index);
        if (Slots.same(type, seen, state[index])) {
            return false;
        }
        // Restored in what was loaded too, where the statement compares it.
        boolean restored = old != null && Slots.same(type, state[index], old[index]);
        state[index] = type.deepCopy(seen, event.getFactory());
        if (restored) {
            old[index] = type.deepCopy(seen, event.getFactory());
        }
        return true;
    }

    @Override
    public boolean requiresPostCommitHandling(EntityPersister persister) {
        return false;
    }
}
