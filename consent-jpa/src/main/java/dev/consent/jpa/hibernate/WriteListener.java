package dev.consent.jpa.hibernate;

import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.hibernate.HeldMasks.Permission;
import dev.consent.jpa.hibernate.WriteGuards.Rules;
import dev.consent.jpa.hibernate.WriteGuards.Slot;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.ProtectedRow;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PreInsertEvent;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.event.spi.PreUpsertEvent;
import org.hibernate.event.spi.PreUpsertEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Listens to every write: refuses personal data whose purpose is not in force, and puts values that were hidden from
 * the application back into what is written, so that a mask is never stored over a value.
 */
final class WriteListener
        implements PreInsertEventListener, PostInsertEventListener, PreUpdateEventListener, PreUpsertEventListener {

    private static final long serialVersionUID = 1L;

    private final transient WriteGuards guards;
    private final transient LinkGuards links;
    private final transient ElementWrites elements;

    WriteListener(WriteGuards guards, LinkGuards links) {
        this.guards = guards;
        this.links = links;
        this.elements = new ElementWrites(guards, links);
    }

    void register(EventListenerRegistry registry) {
        registry.appendListeners(EventType.PRE_INSERT, this);
        // Ahead of Envers, so that subjects exist before anything refers to them.
        registry.prependListeners(EventType.POST_INSERT, this);
        registry.appendListeners(EventType.PRE_UPDATE, this);
        registry.appendListeners(EventType.PRE_UPSERT, this);
        registry.prependListeners(EventType.PRE_COLLECTION_RECREATE, elements);
        registry.prependListeners(EventType.PRE_COLLECTION_UPDATE, elements);
        registry.prependListeners(EventType.PRE_COLLECTION_REMOVE, elements);
        MaskedMerge.register(registry, guards);
    }

    @Override
    public boolean onPreInsert(PreInsertEvent event) {
        HeldMasks masks = guards.hold(event.getSession(), event.getPersister(), event.getId());
        refuseInsert(event.getSession(), event.getPersister(), event.getState(), masks);
        guards.stamp(event.getPersister(), event.getState(), masks);
        elements.checkStateless(
                event.getSession(),
                event.getPersister(),
                event.getId(),
                event.getEntity(),
                event.getState(),
                masks,
                false);
        return false;
    }

    private void refuseInsert(
            SharedSessionContractImplementor session, EntityPersister persister, Object[] state, HeldMasks masks) {
        Rules rules = guards.of(persister);
        for (ProtectedRow row : rules.rows()) {
            Guard guard = row.rule().guard();
            if (guard != null && masks.permission(guard, row.subjectPath(), state) == Permission.REFUSED) {
                throw refused(persister, null, guard, masks);
            }
        }
        for (Slot slot : rules.slots()) {
            if (!slot.isMask(Slots.type(persister, slot.path()), Slots.get(persister, state, slot.path(), session))
                    && masks.permission(slot.guard(), slot.subjectPath(), state) == Permission.REFUSED) {
                throw refused(persister, slot, slot.guard(), masks);
            }
        }
        links.refuseLink(session, persister, masks.id(), state, false);
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        Rules rules = guards.of(event.getPersister());
        if (rules.subject() != null) {
            guards.register(event.getSession(), rules.subject(), event.getId());
        }
    }

    @Override
    public boolean onPreUpdate(PreUpdateEvent event) {
        TestedUpdate.forget(event.getSession());
        HeldMasks masks = guards.hold(event.getSession(), event.getPersister(), event.getId());
        new Writing(
                        event.getSession(),
                        event.getPersister(),
                        event.getId(),
                        event.getState(),
                        event.getOldState(),
                        guards.of(event.getPersister()))
                .protect(guards, links, event.getEntity(), masks);
        elements.checkStateless(
                event.getSession(),
                event.getPersister(),
                event.getId(),
                event.getEntity(),
                event.getState(),
                masks,
                true);
        return false;
    }

    @Override
    public boolean onPreUpsert(PreUpsertEvent event) {
        Rules rules = guards.of(event.getPersister());
        if (rules.none() && links.collectionsOf(event.getPersister()).isEmpty()) {
            return false;
        }
        SharedSessionContractImplementor session = event.getSession();
        HeldMasks masks = guards.hold(session, event.getPersister(), event.getId());
        if (event.getId() == null || !new Stored(session, event.getPersister(), event.getId(), rules).exists()) {
            refuseInsert(session, event.getPersister(), event.getState(), masks);
        } else if (new Writing(session, event.getPersister(), event.getId(), event.getState(), null, rules)
                        .protect(guards, links, event.getEntity(), masks)
                && event.getPersister().isVersioned()
                && session instanceof StatelessSession stateless) {
            // With the new version, Hibernate would set everything that was put back into the entity. An update does so
            // before anybody is asked, and comes to the same where there is a row.
            stateless.update(event.getPersister().getEntityName(), event.getEntity());
            return true;
        }
        guards.stamp(event.getPersister(), event.getState(), masks);
        elements.checkStateless(
                session, event.getPersister(), event.getId(), event.getEntity(), event.getState(), masks, true);
        if (rules.subject() != null && event.getId() != null) {
            guards.register(session, rules.subject(), event.getId());
        }
        return false;
    }

    static ConsentRequiredException refused(
            EntityPersister persister, @Nullable Slot slot, Guard guard, HeldMasks masks) {
        String entity = persister.getMappedClass().getSimpleName();
        return ConsentRefusals.write(
                slot == null ? entity : entity + "." + String.join(".", slot.path()), guard, masks);
    }
}
