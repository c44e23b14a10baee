package dev.consent.jpa.hibernate;

import dev.consent.jpa.hibernate.WriteGuards.Rules;
import org.hibernate.HibernateException;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.Status;
import org.hibernate.event.spi.FlushEntityEvent;
import org.hibernate.event.spi.FlushEntityEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** Refuses changes of immutable natural identifiers ahead of Hibernate, which names the old value and the new one. */
final class SilentNaturalIds implements FlushEntityEventListener {

    private static final long serialVersionUID = 1L;

    private final transient WriteGuards guards;

    SilentNaturalIds(WriteGuards guards) {
        this.guards = guards;
    }

    @Override
    public void onFlushEntity(FlushEntityEvent event) {
        EntityEntry entry = event.getEntityEntry();
        EntityPersister persister = entry.getPersister();
        Object @Nullable [] loaded = entry.getLoadedState();
        if (!persister.hasNaturalIdentifier()
                || !persister.hasImmutableNaturalId()
                || loaded == null
                || entry.getStatus() != Status.MANAGED) {
            return;
        }
        Rules rules = guards.of(persister);
        for (int index : persister.getNaturalIdentifierProperties()) {
            String attribute = persister.getPropertyNames()[index];
            boolean personal = !rules.rows().isEmpty()
                    || rules.slots().stream()
                            .anyMatch(slot -> slot.path().get(0).equals(attribute));
            Object value = persister.getValue(event.getEntity(), index);
            if (personal && !Slots.same(persister.getPropertyTypes()[index], loaded[index], value)) {
                throw new HibernateException("An immutable natural identifier was changed: "
                        + persister.getMappedClass().getSimpleName() + "." + attribute
                        + ". Nothing was changed in the database. Declare @NaturalId(mutable = true) where it may"
                        + " change.");
            }
        }
    }
}
