package dev.consent.jpa.hibernate;

import dev.consent.jpa.hibernate.WriteGuards.Rules;
import java.util.LinkedHashSet;
import java.util.Set;
import org.hibernate.engine.spi.CachedNaturalIdValueSource;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * Comes first after an update: asks what the statement did not test, and takes the values that were put back for the
 * statement out of what Hibernate remembers as loaded and tells the application's listeners.
 */
final class MaskedAgain implements PostUpdateEventListener {

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
        Set<String> attributes = new LinkedHashSet<>();
        rules.slots().forEach(slot -> attributes.add(slot.path().get(0)));
        rules.references().forEach(path -> attributes.add(path.get(0)));
        boolean restored = false;
        for (String name : attributes) {
            restored |= mask(event, persister, persister.getPropertyIndex(name));
        }
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

    /** What the entity itself holds is what the application may see. */
    private static boolean mask(PostUpdateEvent event, EntityPersister persister, int index) {
        Type type = persister.getPropertyTypes()[index];
        Object seen = persister.getValue(event.getEntity(), index);
        Object[] state = event.getState();
        Object @Nullable [] old = event.getOldState();
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
