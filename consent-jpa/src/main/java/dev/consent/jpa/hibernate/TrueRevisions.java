package dev.consent.jpa.hibernate;

import dev.consent.jpa.hibernate.WriteGuards.Rules;
import dev.consent.jpa.hibernate.WriteGuards.Slot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.envers.RevisionType;
import org.hibernate.envers.boot.internal.EnversService;
import org.hibernate.envers.internal.entities.EntityConfiguration;
import org.hibernate.envers.internal.entities.mapper.id.IdMapper;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PreDeleteEvent;
import org.hibernate.event.spi.PreDeleteEventListener;
import org.hibernate.event.spi.PreInsertEvent;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.BasicType;
import org.hibernate.type.ComponentType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a session has seen of a row out of the history where the row itself holds something else: nothing, where the
 * value was erased since it was read; and the real value, where it is hidden. {@link RealHistory} does so for updates; here
 * are revisions that come of a change to a collection, or to what refers to the row, and those of removed rows.
 */
final class TrueRevisions implements PreInsertEventListener, PreDeleteEventListener {

    private static final long serialVersionUID = 1L;

    private final transient WriteGuards guards;
    private final transient EnversService envers;

    private TrueRevisions(WriteGuards guards, EnversService envers) {
        this.guards = guards;
        this.envers = envers;
    }

    static void register(EventListenerRegistry registry, WriteGuards guards, EnversService envers) {
        TrueRevisions listener = new TrueRevisions(guards, envers);
        registry.appendListeners(EventType.PRE_INSERT, listener);
        registry.appendListeners(EventType.PRE_DELETE, listener);
    }

    @Override
    public boolean onPreInsert(PreInsertEvent event) {
        EntityPersister history = event.getPersister();
        if (guards.isHistory(history.getEntityName())) {
            String entity =
                    envers.getEntitiesConfigurations().getEntityNameForVersionsEntityName(history.getEntityName());
            int kind = history.getPropertyIndex(envers.getConfig().getRevisionTypePropertyName());
            if (event.getState()[kind] == RevisionType.MOD && event.getId() instanceof Map<?, ?> key) {
                EntityConfiguration audited = envers.getEntitiesConfigurations().get(entity);
                EntityPersister persister =
                        event.getFactory().getMappingMetamodel().getEntityDescriptor(entity);
                Object id = identifier(event.getSession(), persister, audited.getIdMapper(), key);
                if (id != null && !guards.isTold(event.getSession(), persister, id)) {
                    new Revision(event.getSession(), persister, history, audited, event.getState())
                            .write(new Stored(event.getSession(), persister, id, guards.of(persister)));
                }
            }
        }
        return false;
    }

    /** Envers cannot make every identifier of several parts again, but knows the parts of one that the session has. */
    private static @Nullable Object identifier(
            SharedSessionContractImplementor session, EntityPersister persister, IdMapper mapper, Map<?, ?> key) {
        if (persister.getIdentifierType() instanceof BasicType) {
            return mapper.mapToIdFromMap(key);
        }
        for (EntityKey known :
                session.getPersistenceContextInternal().getEntitiesByKey().keySet()) {
            if (known.getEntityName().equals(persister.getRootEntityName())) {
                Map<String, Object> parts = new HashMap<>();
                mapper.mapToMapFromId(session, parts, known.getIdentifier());
                if (key.entrySet().containsAll(parts.entrySet())) {
                    return known.getIdentifier();
                }
            }
        }
        return null;
    }

    /** One row of history that is about to be inserted. */
    private final class Revision {
        private final SharedSessionContractImplementor session;
        private final EntityPersister persister;
        private final EntityPersister history;
        private final EntityConfiguration audited;
        private final Object[] state;

        Revision(
                SharedSessionContractImplementor session,
                EntityPersister persister,
                EntityPersister history,
                EntityConfiguration audited,
                Object[] state) {
            this.session = session;
            this.persister = persister;
            this.history = history;
            this.audited = audited;
            this.state = state;
        }

        void write(Stored stored) {
            Rules rules = guards.of(persister);
            rules.slots().forEach(slot -> write(slot.path(), stored.value(slot)));
            rules.references().forEach(reference -> write(reference, stored.key(reference)));
        }

        /** Lets Envers say in which attributes of the history the value stands, and how. */
        private void write(List<String> path, @Nullable Object value) {
            String attribute = path.get(0);
            Object[] real = new Object[persister.getPropertyNames().length];
            Map<List<String>, @Nullable Object> values = new HashMap<>();
            values.put(path, value);
            Slots.set(persister, real, values, session);
            Map<String, Object> data = new HashMap<>();
            audited.getPropertyMapper()
                    .map(
                            session,
                            data,
                            new String[] {attribute},
                            new Object[] {real[persister.getPropertyIndex(attribute)]},
                            null);
            String name = String.join("_", path);
            boolean several = Slots.type(persister, path) instanceof ComponentType;
            String flags = envers.getConfig().getModifiedFlagsSuffix();
            String[] names = history.getPropertyNames();
            for (int i = 0; i < names.length; i++) {
                boolean itself = names[i].equals(name) || names[i].startsWith(name + "_");
                boolean known = path.size() == 1 ? data.containsKey(names[i]) : itself && data.containsKey(names[i]);
                boolean empty = data.isEmpty() && (several ? itself : names[i].equals(name));
                if ((known || empty) && !names[i].endsWith(flags)) {
                    state[i] = data.get(names[i]);
                }
            }
        }
    }

    /** What Envers is told of a removed row is what it held, if it is to keep that. */
    @Override
    public boolean onPreDelete(PreDeleteEvent event) {
        EntityPersister persister = event.getPersister();
        Rules rules = guards.of(persister);
        if (!rules.slots().isEmpty()
                && guards.isAudited(persister)
                && envers.getConfig().isStoreDataAtDelete()) {
            SharedSessionContractImplementor session = event.getSession();
            Stored stored = new Stored(session, persister, event.getId(), rules);
            Map<List<String>, @Nullable Object> held = new HashMap<>();
            for (Slot slot : rules.slots()) {
                Type type = Slots.type(persister, slot.path());
                if (!slot.isMask(type, Slots.get(persister, event.getDeletedState(), slot.path(), session))) {
                    held.put(slot.path(), stored.value(slot));
                }
            }
            Slots.set(persister, event.getDeletedState(), held, session);
        }
        return false;
    }
}
