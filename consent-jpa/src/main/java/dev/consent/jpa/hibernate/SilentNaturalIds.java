package dev.consent.jpa.hibernate;

import dev.consent.jpa.hibernate.WriteGuards.Rules;
import org.hibernate.HibernateException;
import org.hibernate.event.spi.FlushEntityEvent;
import org.hibernate.persister.entity.EntityPersister;

/** Refuses changes of immutable natural identifiers ahead of Hibernate, which names the old value and the new one. */
final class SilentNaturalIds {

    private SilentNaturalIds() {}

    static void check(FlushEntityEvent event, Object[] loaded, Rules rules) {
        EntityPersister persister = event.getEntityEntry().getPersister();
        if (!persister.hasNaturalIdentifier() || !persister.hasImmutableNaturalId()) {
            return;
        }
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
