package dev.consent.jpa.hibernate;

import dev.consent.jpa.hibernate.WriteGuards.Rules;
import dev.consent.jpa.hibernate.WriteGuards.Slot;
import jakarta.persistence.EntityNotFoundException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.ObjectNotFoundException;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.envers.boot.internal.EnversService;
import org.hibernate.envers.event.spi.EnversListener;
import org.hibernate.envers.event.spi.EnversPostUpdateEventListenerImpl;
import org.hibernate.envers.internal.entities.EntitiesConfigurations;
import org.hibernate.envers.internal.entities.RelationDescription;
import org.hibernate.envers.internal.tools.EntityTools;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * Tells Envers, and nobody else, what is stored where the application sees nothing: the history of an update keeps the
 * real values.
 */
final class RealHistory implements PostUpdateEventListener, EnversListener {

    private static final long serialVersionUID = 1L;

    private final transient EnversPostUpdateEventListenerImpl envers;
    private final transient WriteGuards guards;

    RealHistory(EnversPostUpdateEventListenerImpl envers, WriteGuards guards) {
        this.envers = envers;
        this.guards = guards;
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        EntityPersister persister = event.getPersister();
        Rules rules = guards.of(persister);
        boolean mayHide = !rules.slots().isEmpty() || !rules.references().isEmpty();
        PostUpdateEvent told = event;
        if (mayHide && guards.isAudited(persister)) {
            guards.tell(event.getSession(), persister, event.getId());
            told = real(event, persister, rules);
        }
        envers.onPostUpdate(told.getOldState() == null ? withoutOtherEnds(told) : told);
        guards.forget(event.getState());
    }

    /**
     * A stateless session knows no old state. So Envers takes every reference for a new one, and asks what the row is that
     * it leads to, to say that a collection there has changed. Where that row is hidden there is nothing to ask, and
     * nothing has changed.
     */
    private static PostUpdateEvent withoutOtherEnds(PostUpdateEvent event) {
        EntityPersister persister = event.getPersister();
        EntitiesConfigurations audited = event.getFactory()
                .getServiceRegistry()
                .requireService(EnversService.class)
                .getEntitiesConfigurations();
        Object[] state = event.getState();
        Object[] old = new Object[state.length];
        boolean hidden = false;
        for (int i = 0; i < state.length; i++) {
            LazyInitializer proxy = HibernateProxy.extractLazyInitializer(state[i]);
            RelationDescription relation = proxy == null
                    ? null
                    : audited.getRelationDescription(
                            persister.getEntityName(), persister.getPropertyNames()[i]);
            if (relation != null && relation.isBidirectional() && isHidden(event, proxy)) {
                old[i] = state[i];
                hidden = true;
            }
        }
        return hidden
                ? new PostUpdateEvent(
                        event.getEntity(),
                        event.getId(),
                        state,
                        old,
                        event.getDirtyProperties(),
                        persister,
                        event.getSession())
                : event;
    }

    /** Looks as Envers does, in a session of its own where the one that read the reference has let go of it. */
    private static boolean isHidden(PostUpdateEvent event, LazyInitializer proxy) {
        try {
            return EntityTools.getTargetFromProxy(event.getFactory(), proxy) == null;
        } catch (EntityNotFoundException | ObjectNotFoundException hidden) {
            return true;
        }
    }

    private PostUpdateEvent real(PostUpdateEvent event, EntityPersister persister, Rules rules) {
        SharedSessionContractImplementor session = event.getSession();
        Object[] state = event.getState().clone();
        Object[] old = event.getOldState() == null ? null : event.getOldState().clone();
        Stored before = guards.remembered(event.getState());
        Stored stored = before == null ? new Stored(session, persister, event.getId(), rules) : before;
        Map<List<String>, @Nullable Object> kept = new LinkedHashMap<>();
        for (Slot slot : rules.slots()) {
            if (isMask(persister, session, slot, state) && (old == null || isMask(persister, session, slot, old))) {
                kept.put(slot.path(), stored.value(slot));
            }
        }
        for (List<String> reference : rules.references()) {
            if (Slots.get(persister, state, reference, session) == null
                    && (old == null || Slots.get(persister, old, reference, session) == null)) {
                kept.put(reference, stored.key(reference));
            }
        }
        kept.values().removeIf(Objects::isNull);
        kept.putAll(readBefore(persister, session, rules, state, old, event.getId()));
        Slots.set(persister, state, kept, session);
        if (old != null) {
            Slots.set(persister, old, kept, session);
        }
        return new PostUpdateEvent(
                event.getEntity(),
                event.getId(),
                state,
                old,
                event.getDirtyProperties(),
                persister,
                event.getSession());
    }

    /**
     * What an update leaves as it was read, as it is now: it may have been read before it was erased, and would come back
     * into the history. The row is locked by the update.
     */
    private static Map<List<String>, @Nullable Object> readBefore(
            EntityPersister persister,
            SharedSessionContractImplementor session,
            Rules rules,
            Object[] state,
            Object @Nullable [] old,
            Object id) {
        Map<List<String>, @Nullable Object> now = new LinkedHashMap<>();
        if (old == null) {
            return now;
        }
        Stored stored = new Stored(session, persister, id, rules);
        for (Slot slot : rules.slots()) {
            Object value = Slots.get(persister, state, slot.path(), session);
            Type type = Slots.type(persister, slot.path());
            if (value != null
                    && value != LazyPropertyInitializer.UNFETCHED_PROPERTY
                    && !slot.isMask(type, value)
                    && Slots.same(type, value, Slots.get(persister, old, slot.path(), session))) {
                now.put(slot.path(), stored.value(slot));
            }
        }
        return now;
    }

    private static boolean isMask(
            EntityPersister persister, SharedSessionContractImplementor session, Slot slot, Object[] state) {
        return slot.isMask(Slots.type(persister, slot.path()), Slots.get(persister, state, slot.path(), session));
    }

    @Override
    public boolean requiresPostCommitHandling(EntityPersister persister) {
        return envers.requiresPostCommitHandling(persister);
    }
}
