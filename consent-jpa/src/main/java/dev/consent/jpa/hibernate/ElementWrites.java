package dev.consent.jpa.hibernate;

import dev.consent.ConsentException;
import dev.consent.gate.Scope;
import dev.consent.jpa.guard.Seal;
import dev.consent.jpa.hibernate.HeldMasks.Permission;
import dev.consent.jpa.mapping.ProtectedCollection;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.hibernate.Hibernate;
import org.hibernate.StatelessSession;
import org.hibernate.collection.spi.AbstractPersistentCollection;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.AbstractCollectionEvent;
import org.hibernate.event.spi.PreCollectionRecreateEvent;
import org.hibernate.event.spi.PreCollectionRecreateEventListener;
import org.hibernate.event.spi.PreCollectionRemoveEvent;
import org.hibernate.event.spi.PreCollectionRemoveEventListener;
import org.hibernate.event.spi.PreCollectionUpdateEvent;
import org.hibernate.event.spi.PreCollectionUpdateEventListener;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.CollectionType;
import org.jspecify.annotations.Nullable;

/** Listens to what is written to collections: refuses elements whose purpose is not in force, and keeps hidden ones. */
final class ElementWrites
        implements PreCollectionRecreateEventListener,
                PreCollectionUpdateEventListener,
                PreCollectionRemoveEventListener {

    private static final long serialVersionUID = 1L;

    private final transient WriteGuards guards;
    private final transient LinkGuards links;

    ElementWrites(WriteGuards guards, LinkGuards links) {
        this.guards = guards;
        this.links = links;
    }

    @Override
    public void onPreRecreateCollection(PreCollectionRecreateEvent event) {
        refuseElements(event);
    }

    @Override
    public void onPreUpdateCollection(PreCollectionUpdateEvent event) {
        refuseElements(event);
        PersistentCollection<?> collection = event.getCollection();
        CollectionPersister persister = event.getCollectionPersister();
        if (persister != null && isLoaded(collection) && (collection.empty() || collection.needsRecreate(persister))) {
            requireSameView(event, persister);
        }
    }

    @Override
    public void onPreRemoveCollection(PreCollectionRemoveEvent event) {
        if (event.getCollectionPersister() != null && isStateful(event.getCollection())) {
            requireSameView(event, event.getCollectionPersister());
        }
    }

    /** A collection that is deleted to be written again must be all there, and no more than what was loaded. */
    private void requireSameView(AbstractCollectionEvent event, CollectionPersister collection) {
        Object id = event.getAffectedOwnerIdOrNull();
        if (id == null || collection.isInverse() || !guards.mayHideElements(collection.getRole())) {
            return;
        }
        int loaded = size(event.getCollection().getStoredSnapshot());
        EntityPersister owner = collection.getOwnerEntityPersister();
        String attribute = collection.getRole().substring(owner.getEntityName().length() + 1);
        boolean nothing = event.getCollection().wasInitialized() && loaded == 0;
        if (!nothing && isOnlyMarked(collection) && !goes(event)) {
            keepWhatIsHidden(event.getSession(), owner, id, attribute);
        }
        if (loaded > 0 && loaded != visible(event.getSession(), owner, id, attribute)) {
            throw ConsentRefusals.changedView(owner.getMappedClass().getSimpleName() + "." + attribute);
        }
    }

    /** Whether its elements are deleted by name only, which Hibernate does without asking whether they can be seen. */
    private static boolean isOnlyMarked(CollectionPersister collection) {
        return collection.getAttributeMapping().getSoftDeleteMapping() != null;
    }

    /** Whether its owner is removed, and all of it with it. */
    private static boolean goes(AbstractCollectionEvent event) {
        Object owner = event.getAffectedOwnerOrNull();
        EntityEntry entry = owner == null
                ? null
                : event.getSession().getPersistenceContextInternal().getEntry(owner);
        return entry != null && entry.getStatus().isDeletedOrGone();
    }

    /** All elements would be deleted to write some of them again, those that are hidden too. */
    private static void keepWhatIsHidden(
            SharedSessionContractImplementor session, EntityPersister owner, Object id, String attribute) {
        if (visible(session, owner, id, attribute)
                != Unfiltered.ask(session, count(session, owner, id, attribute), TypedQuery::getSingleResult)) {
            throw ConsentRefusals.changedView(owner.getMappedClass().getSimpleName() + "." + attribute);
        }
    }

    private static int size(@Nullable Object snapshot) {
        return snapshot instanceof Collection<?> elements
                ? elements.size()
                : snapshot instanceof Map<?, ?> entries ? entries.size() : 0;
    }

    /** The events of a stateless session know no session; what it writes is looked at with its entity. */
    private static boolean isStateful(PersistentCollection<?> collection) {
        return collection instanceof AbstractPersistentCollection<?> known
                && known.getSession() instanceof SessionImplementor;
    }

    /** Whether its elements are at hand; what is added to others is written by its elements. */
    private static boolean isLoaded(PersistentCollection<?> collection) {
        return isStateful(collection) && collection.wasInitialized();
    }

    private void refuseElements(AbstractCollectionEvent event) {
        PersistentCollection<?> collection = event.getCollection();
        CollectionPersister written = event.getCollectionPersister();
        Object owner = event.getAffectedOwnerOrNull();
        if (written == null || owner == null || !isLoaded(collection) || collection.empty()) {
            return;
        }
        SharedSessionContractImplementor session = event.getSession();
        EntityPersister persister = session.getEntityPersister(event.getAffectedOwnerEntityName(), owner);
        Object id = event.getAffectedOwnerIdOrNull();
        ProtectedCollection guarded = guards.collection(written.getRole());
        if (guarded != null) {
            refuseElements(persister, persister.getValues(owner), guarded, guards.hold(session, persister, id));
        }
        List<Object> elements = new ArrayList<>();
        collection.entries(written).forEachRemaining(elements::add);
        links.refuseElements(
                session, persister, id, null, written.getAttributeMapping().getAttributeName(), elements);
    }

    private static void refuseElements(
            EntityPersister persister, Object[] state, ProtectedCollection guarded, HeldMasks masks) {
        String name = persister.getMappedClass().getSimpleName() + "." + guarded.attribute();
        if (masks.permission(guarded.guard(), guarded.subjectPath(), state) == Permission.REFUSED) {
            throw ConsentRefusals.write(name, guarded.guard(), masks);
        }
        // Which elements are new cannot be told without seeing those that are there.
        if (guarded.guard().readableIn(Scope.current()).isEmpty()) {
            throw ConsentRefusals.changedView(name);
        }
    }

    /** A stateless session writes the collections of an entity whole, right after the entity itself. */
    void checkStateless(
            SharedSessionContractImplementor session,
            EntityPersister persister,
            @Nullable Object id,
            Object entity,
            Object[] state,
            HeldMasks masks,
            boolean stored) {
        if (!(session instanceof StatelessSession)) {
            return;
        }
        for (String attribute : links.collectionsOf(persister)) {
            Object given = persister.getValue(entity, persister.getPropertyIndex(attribute));
            if (Hibernate.isInitialized(given) && given instanceof Collection<?> linked) {
                links.refuseElements(session, persister, stored ? id : null, state, attribute, linked);
            }
        }
        if (stored && id != null) {
            keepMarked(session, persister, id, entity);
        }
        for (ProtectedCollection guarded : guards.collectionsOf(persister)) {
            if (guarded.attribute().contains(".")) {
                continue;
            }
            Object given = persister.getValue(entity, persister.getPropertyIndex(guarded.attribute()));
            if (!Hibernate.isInitialized(given)) {
                continue;
            }
            boolean empty = given == null
                    || (given instanceof Collection<?> elements && elements.isEmpty())
                    || (given instanceof Map<?, ?> entries && entries.isEmpty());
            if (!empty) {
                refuseElements(persister, state, guarded, masks);
            } else if (stored) {
                keepElements(session, persister, id, guarded);
            }
        }
    }

    private void keepMarked(
            SharedSessionContractImplementor session, EntityPersister persister, Object id, Object entity) {
        for (List<String> path : guards.hideableCollections(persister)) {
            CollectionType type = (CollectionType) Slots.type(persister, path);
            Object given = Slots.get(persister, persister.getValues(entity), path, session);
            CollectionPersister collection =
                    session.getFactory().getMappingMetamodel().getCollectionDescriptor(type.getRole());
            if (isOnlyMarked(collection) && !collection.isInverse() && Hibernate.isInitialized(given)) {
                keepWhatIsHidden(session, persister, id, String.join(".", path));
            }
        }
    }

    /** Without a loaded state, an empty collection may be one that was hidden when it was read. */
    private static void keepElements(
            SharedSessionContractImplementor session,
            EntityPersister persister,
            @Nullable Object id,
            ProtectedCollection guarded) {
        if (id != null && visible(session, persister, id, guarded.attribute()) > 0) {
            throw new ConsentException("A stateless update cannot empty "
                    + persister.getMappedClass().getSimpleName() + "." + guarded.attribute()
                    + ", which is personal data: it may have been hidden when the entity was read. Fetch the collection"
                    + " first, or change a managed entity.");
        }
    }

    private static long visible(
            SharedSessionContractImplementor session, EntityPersister owner, Object id, String attribute) {
        TypedQuery<Long> count = count(session, owner, id, attribute);
        return Seal.intact(count::getSingleResult);
    }

    private static TypedQuery<Long> count(
            SharedSessionContractImplementor session, EntityPersister owner, Object id, String attribute) {
        TypedQuery<Long> count = session.createQuery(
                "select count(*) from " + owner.getEntityName() + " e join e." + attribute + " x where id(e) = :id",
                Long.class);
        // No flush: this runs in the middle of one.
        count.setParameter("id", id).setFlushMode(FlushModeType.COMMIT);
        return count;
    }
}
