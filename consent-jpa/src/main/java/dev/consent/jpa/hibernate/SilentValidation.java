package dev.consent.jpa.hibernate;

import dev.consent.jpa.hibernate.Violated.Written;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.StatelessSession;
import org.hibernate.collection.spi.AbstractPersistentCollection;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.PreCollectionUpdateEvent;
import org.hibernate.event.spi.PreCollectionUpdateEventListener;
import org.hibernate.event.spi.PreDeleteEvent;
import org.hibernate.event.spi.PreDeleteEventListener;
import org.hibernate.event.spi.PreInsertEvent;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.event.spi.PreUpsertEvent;
import org.hibernate.event.spi.PreUpsertEventListener;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;

/**
 * Validates as Hibernate does. What the application cannot see because it is hidden is not held against it, so that the
 * rest of an entity can be written; and what is said of personal data names the attribute and the constraint, and no value.
 */
final class SilentValidation
        implements PreInsertEventListener,
                PreUpdateEventListener,
                PreUpsertEventListener,
                PreDeleteEventListener,
                PreCollectionUpdateEventListener {

    private static final long serialVersionUID = 1L;

    private final transient Object hibernates;
    private final transient WriteGuards guards;

    /** @param hibernates the listener of Hibernate, which listens to all of these */
    SilentValidation(Object hibernates, WriteGuards guards) {
        this.hibernates = hibernates;
        this.guards = guards;
    }

    @Override
    public boolean onPreInsert(PreInsertEvent event) {
        silently(
                new Written(event.getSession(), event.getPersister(), null, event.getState(), null),
                () -> ((PreInsertEventListener) hibernates).onPreInsert(event));
        return false;
    }

    @Override
    public boolean onPreUpdate(PreUpdateEvent event) {
        silently(
                new Written(
                        event.getSession(), event.getPersister(), event.getId(), event.getState(), event.getOldState()),
                () -> ((PreUpdateEventListener) hibernates).onPreUpdate(event));
        return false;
    }

    @Override
    public boolean onPreUpsert(PreUpsertEvent event) {
        silently(
                new Written(event.getSession(), event.getPersister(), event.getId(), event.getState(), null),
                () -> ((PreUpsertEventListener) hibernates).onPreUpsert(event));
        return false;
    }

    @Override
    public boolean onPreDelete(PreDeleteEvent event) {
        Object[] state = event.getDeletedState();
        silently(
                new Written(event.getSession(), event.getPersister(), event.getId(), state, state),
                () -> ((PreDeleteEventListener) hibernates).onPreDelete(event));
        return false;
    }

    @Override
    public void onPreUpdateCollection(PreCollectionUpdateEvent event) {
        CollectionPersister collection = event.getCollectionPersister();
        Object owner = event.getAffectedOwnerOrNull();
        // The events of a stateless session know no session, but their collections do.
        SharedSessionContractImplementor session =
                event.getCollection() instanceof AbstractPersistentCollection<?> known ? known.getSession() : null;
        if (collection == null || owner == null || session == null) {
            return; // nobody's, and so nothing to validate
        }
        EntityPersister persister = collection.getOwnerEntityPersister();
        EntityEntry entry = session instanceof StatelessSession
                ? null
                : session.getPersistenceContextInternal().getEntry(owner);
        silently(
                new Written(
                        session,
                        persister,
                        event.getAffectedOwnerIdOrNull(),
                        persister.getValues(owner),
                        entry == null ? null : entry.getLoadedState()),
                () -> ((PreCollectionUpdateEventListener) hibernates).onPreUpdateCollection(event));
    }

    private void silently(Written written, Runnable validation) {
        try {
            validation.run();
        } catch (ConstraintViolationException refused) {
            Set<ConstraintViolation<?>> said = new LinkedHashSet<>();
            boolean changed = false;
            for (ConstraintViolation<?> violation : refused.getConstraintViolations()) {
                Violated violated = Violated.of(written, violation, guards);
                if (violated.isOfWhatIsHidden()) {
                    changed = true;
                } else if (violated.isPersonal()) {
                    changed = true;
                    said.add(new SilentViolation<>(violation));
                } else {
                    said.add(violation);
                }
            }
            if (!changed) {
                throw refused;
            }
            if (!said.isEmpty()) {
                throw new ConstraintViolationException(message(written.persister(), said), said);
            }
        }
    }

    private static String message(EntityPersister persister, Set<ConstraintViolation<?>> said) {
        Set<String> broken = new TreeSet<>();
        said.forEach(violation -> broken.add(violation.getPropertyPath() + " " + violation.getMessage()));
        return "Validation failed for " + persister.getMappedClass().getSimpleName() + ": " + String.join("; ", broken);
    }
}
