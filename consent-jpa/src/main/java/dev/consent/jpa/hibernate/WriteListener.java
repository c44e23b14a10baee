package dev.consent.jpa.hibernate;

import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.hibernate.HeldMasks.Permission;
import dev.consent.jpa.hibernate.WriteGuards.Rules;
import dev.consent.jpa.hibernate.WriteGuards.Slot;
import dev.consent.jpa.hibernate.WriteGuards.Step;
import dev.consent.jpa.mapping.Attributes;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.ProtectedRow;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.engine.spi.CachedNaturalIdValueSource;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PreInsertEvent;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.event.spi.PreUpsertEvent;
import org.hibernate.event.spi.PreUpsertEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * Listens to every write: refuses personal data whose purpose is not in force, and puts values that were hidden from
 * the application back into what is written, so that a mask is never stored over a value.
 */
final class WriteListener
        implements PreInsertEventListener,
                PostInsertEventListener,
                PreUpdateEventListener,
                PreUpsertEventListener,
                PostUpdateEventListener {

    private static final long serialVersionUID = 1L;

    private final transient WriteGuards guards;
    private final transient LinkGuards links;
    private final transient ElementWrites elements;

    private WriteListener(WriteGuards guards, LinkGuards links) {
        this.guards = guards;
        this.links = links;
        this.elements = new ElementWrites(guards, links);
    }

    static void register(EventListenerRegistry registry, WriteGuards guards, LinkGuards links) {
        WriteListener listener = new WriteListener(guards, links);
        // Ahead of Envers, so that history gets the real values and subjects exist before anything refers to them.
        registry.prependListeners(EventType.PRE_INSERT, listener);
        registry.prependListeners(EventType.POST_INSERT, listener);
        registry.prependListeners(EventType.PRE_UPDATE, listener);
        registry.prependListeners(EventType.PRE_UPSERT, listener);
        registry.prependListeners(EventType.PRE_COLLECTION_RECREATE, listener.elements);
        registry.prependListeners(EventType.PRE_COLLECTION_UPDATE, listener.elements);
        registry.prependListeners(EventType.PRE_COLLECTION_REMOVE, listener.elements);
        registry.prependListeners(EventType.POST_UPDATE, new TestedUpdate.Conclusion());
        registry.appendListeners(EventType.POST_UPDATE, listener);
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
                throw refused(persister, null, guard);
            }
        }
        for (Slot slot : rules.slots()) {
            if (!slot.isMask(Slots.type(persister, slot.path()), Slots.get(persister, state, slot.path(), session))
                    && masks.permission(slot.guard(), slot.subjectPath(), state) == Permission.REFUSED) {
                throw refused(persister, slot, slot.guard());
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
        protect(event.getSession(), event.getPersister(), event.getId(), event.getState(), event.getOldState(), masks);
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
        } else {
            protect(session, event.getPersister(), event.getId(), event.getState(), null, masks);
        }
        guards.stamp(event.getPersister(), event.getState(), masks);
        elements.checkStateless(
                session, event.getPersister(), event.getId(), event.getEntity(), event.getState(), masks, true);
        if (rules.subject() != null && event.getId() != null) {
            guards.register(session, rules.subject(), event.getId());
        }
        return false;
    }

    private void protect(
            SharedSessionContractImplementor session,
            EntityPersister persister,
            Object id,
            Object[] state,
            Object @Nullable [] old,
            HeldMasks masks) {
        Rules rules = guards.of(persister);
        if (rules.none()) {
            return;
        }
        if (!(session.getJdbcSessionContext().getStatementInspector() instanceof GuardingInspector)) {
            throw ConsentRefusals.foreignInspector();
        }
        boolean moved = keepSubject(session, persister, id, state, old, rules, masks);
        TestedUpdate test = moved || old == null ? null : guards.test(session, persister);
        links.refuseLink(session, persister, id, state, true);
        for (ProtectedRow row : rules.rows()) {
            Guard guard = row.rule().guard();
            if (guard == null) {
                continue;
            }
            Runnable question = () -> {
                Permission permission = masks.permission(guard, row.subjectPath(), state);
                // Who has the row in hand without links to anybody has just written it, or taken the last link away.
                if (permission == Permission.REFUSED || (permission == Permission.NOBODY && old == null)) {
                    throw refused(persister, null, guard);
                }
            };
            if (test == null || !test.takes(guard, question)) {
                question.run();
            }
        }
        if (rules.slots().isEmpty() && rules.references().isEmpty()) {
            return;
        }
        Stored stored = new Stored(session, persister, id, rules);
        for (Slot slot : rules.slots()) {
            protect(session, persister, state, old, slot, stored, masks, test);
        }
        for (List<String> reference : rules.references()) {
            keepReference(session, persister, state, old, reference, stored);
        }
    }

    private void protect(
            SharedSessionContractImplementor session,
            EntityPersister persister,
            Object[] state,
            Object @Nullable [] old,
            Slot slot,
            Stored stored,
            HeldMasks masks,
            @Nullable TestedUpdate test) {
        Object value = Slots.get(persister, state, slot.path(), session);
        Object before = old == null ? null : Slots.get(persister, old, slot.path(), session);
        Type type = Slots.type(persister, slot.path());
        boolean masked = slot.isMask(type, value);
        boolean wasMasked = slot.isMask(type, before);
        if (masked && !wasMasked) {
            return; // the application saw the value and removed it
        }
        boolean untouched = old != null && type.isEqual(value, before);
        if (untouched && !guards.writesUntouched(persister, slot)) {
            return; // no part of what is written, so nobody need be asked
        }
        Runnable question = () -> {
            if (masks.permission(slot.guard(), slot.subjectPath(), state) == Permission.REFUSED) {
                throw refused(persister, slot, slot.guard());
            }
        };
        if (!masked && !untouched && test != null && test.takes(slot.guard(), question)) {
            return;
        }
        if (!masked && mayWrite(persister, state, slot, value, wasMasked ? null : before, stored, masks)) {
            return;
        }
        Object kept = stored.value(slot);
        // A mask says nothing: whatever is in force now, the value may have been hidden when it was read, from this
        // person or from this scope.
        if (kept != null || value != null) {
            Slots.set(persister, state, slot.path(), kept, session);
            if (old != null && wasMasked) {
                Slots.set(persister, old, slot.path(), kept, session);
            }
        }
    }

    /** Whether a value may be written; where it may not, but nobody changed it, what is stored stays. */
    private static boolean mayWrite(
            EntityPersister persister,
            Object[] state,
            Slot slot,
            Object value,
            @Nullable Object seen,
            Stored stored,
            HeldMasks masks) {
        Permission permission = masks.permission(slot.guard(), slot.subjectPath(), state);
        if (permission == Permission.GRANTED) {
            return true;
        }
        Type type = Slots.type(persister, slot.path());
        Object kept = stored.value(slot);
        if (permission == Permission.NOBODY && (seen != null || slot.isMask(type, kept))) {
            return true; // nothing hidden is overwritten
        }
        boolean untouched = type.isEqual(value, kept) || (seen != null && type.isEqual(value, seen));
        if (!untouched) {
            throw refused(persister, slot, slot.guard());
        }
        return false;
    }

    /**
     * Data may not move to a person for whom it may not be kept: it would be hidden there for ever, and never erased.
     * Nor may it move away from a person for whom it is hidden: it would be seen at the other.
     */
    private boolean keepSubject(
            SharedSessionContractImplementor session,
            EntityPersister persister,
            Object id,
            Object[] state,
            Object @Nullable [] old,
            Rules rules,
            HeldMasks masks) {
        boolean moved = false;
        for (Step step : rules.steps()) {
            int index = persister.getPropertyIndex(Attributes.root(step.path().get(0)));
            if (old != null && persister.getPropertyTypes()[index].isEqual(old[index], state[index])) {
                continue;
            }
            Set<@Nullable Object> stored = new HashSet<>(People.stored(session, persister, id, step.path()));
            Set<@Nullable Object> wanted = new HashSet<>(People.of(session, step.path(), persister, id, state));
            if (stored.equals(wanted)) {
                continue;
            }
            stored.remove(null);
            Set<@Nullable Object> everybody = new HashSet<>(stored);
            everybody.addAll(wanted);
            boolean mayMove = stored.isEmpty()
                    || (!wanted.isEmpty() && masks.permission(step.guard(), everybody) == Permission.GRANTED);
            if (!mayMove) {
                throw ConsentRefusals.movedSubject(
                        persister.getMappedClass().getSimpleName(), step.path().get(0));
            }
            moved = true;
        }
        if (moved) {
            guards.restamp(session, persister, id, state, masks);
        }
        return moved;
    }

    /** A reference to a hidden row reads as null; what is stored must not become so. */
    private static void keepReference(
            SharedSessionContractImplementor session,
            EntityPersister persister,
            Object[] state,
            Object @Nullable [] old,
            List<String> reference,
            Stored stored) {
        if (Slots.get(persister, state, reference, session) != null
                || (old != null && Slots.get(persister, old, reference, session) != null)) {
            return;
        }
        Object key = stored.key(reference);
        if (key != null) {
            Slots.set(persister, state, reference, key, session);
            if (old != null) {
                Slots.set(persister, old, reference, key, session);
            }
        }
    }

    /** Masks again, in what Hibernate remembers as loaded, the values that were put back for the statement. */
    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        EntityPersister persister = event.getPersister();
        Rules rules = guards.of(persister);
        if (rules.slots().isEmpty() && rules.references().isEmpty()) {
            return;
        }
        EntityEntry entry = event.getSession().getPersistenceContextInternal().getEntry(event.getEntity());
        if (entry == null || entry.getLoadedState() == null) {
            return;
        }
        // A copy: Envers reads the state of the event, and may do so after this.
        Object[] loaded = entry.getLoadedState().clone();
        rules.slots().stream().map(slot -> slot.path().get(0)).forEach(name -> mask(event, persister, loaded, name));
        rules.references().stream().map(path -> path.get(0)).forEach(name -> mask(event, persister, loaded, name));
        entry.postUpdate(event.getEntity(), loaded, entry.getVersion());
        if (persister.hasNaturalIdentifier()) {
            event.getSession()
                    .getPersistenceContextInternal()
                    .getNaturalIdResolutions()
                    .manageLocalResolution(
                            event.getId(),
                            persister.getNaturalIdMapping().extractNaturalIdFromEntityState(loaded),
                            persister,
                            CachedNaturalIdValueSource.UPDATE);
        }
    }

    private static void mask(PostUpdateEvent event, EntityPersister persister, Object[] loaded, String name) {
        int index = persister.getPropertyIndex(name);
        Type type = persister.getPropertyTypes()[index];
        Object seen = persister.getValue(event.getEntity(), index);
        if (!type.isEqual(seen, loaded[index], event.getSession().getFactory())) {
            loaded[index] = type.deepCopy(seen, event.getSession().getFactory());
        }
    }

    private static ConsentRequiredException refused(EntityPersister persister, @Nullable Slot slot, Guard guard) {
        String entity = persister.getMappedClass().getSimpleName();
        return ConsentRefusals.write(slot == null ? entity : entity + "." + String.join(".", slot.path()), guard);
    }
}
