package dev.consent.jpa.hibernate;

import dev.consent.SubjectId;
import dev.consent.jpa.hibernate.WriteGuards.Rules;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.ProtectedRow;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.hibernate.type.ComponentType;
import org.hibernate.type.EntityType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/** Takes what a session has loaded about a person out of its memory, so that the next read asks the database. */
final class SessionMemory {

    private final WriteGuards guards;

    SessionMemory(WriteGuards guards) {
        this.guards = guards;
    }

    void forget(SessionImplementor session, SubjectId subject) {
        Set<Object> forgotten = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Map.Entry<Object, EntityEntry> managed :
                session.getPersistenceContextInternal().reentrantSafeEntityEntries()) {
            if (isAbout(session, managed.getKey(), managed.getValue(), subject)) {
                forgotten.add(managed.getKey());
            }
        }
        addHolders(session, forgotten);
        forgotten.stream().filter(session::contains).forEach(session::evict);
    }

    /** Whatever holds something forgotten would lead to it, and so would whatever holds that. */
    private static void addHolders(SessionImplementor session, Set<Object> forgotten) {
        int before = 0;
        while (!forgotten.isEmpty() && forgotten.size() != before) {
            before = forgotten.size();
            session.getPersistenceContextInternal()
                    .forEachCollectionEntry(
                            (collection, entry) -> {
                                Object owner = collection.getOwner();
                                if (owner != null && collection.wasInitialized() && holdsAny(collection, forgotten)) {
                                    forgotten.add(owner);
                                }
                            },
                            true);
            for (Map.Entry<Object, EntityEntry> managed :
                    session.getPersistenceContextInternal().reentrantSafeEntityEntries()) {
                EntityPersister persister = managed.getValue().getPersister();
                Object entity = managed.getKey();
                boolean holds = holdsAny(persister.getPropertyTypes(), persister.getValues(entity), forgotten, session)
                        || IdentifierReferences.values(
                                        persister, entity, managed.getValue().getId())
                                .stream()
                                .anyMatch(part -> isAny(part, forgotten));
                if (holds && !forgotten.contains(entity)) {
                    forgotten.add(entity);
                }
            }
        }
    }

    private static boolean holdsAny(Type[] types, Object[] values, Set<Object> forgotten, SessionImplementor session) {
        for (int i = 0; i < types.length; i++) {
            if (values[i] == null) {
                continue;
            }
            if (types[i] instanceof ComponentType component) {
                if (holdsAny(
                        component.getSubtypes(), component.getPropertyValues(values[i], session), forgotten, session)) {
                    return true;
                }
            } else if (types[i] instanceof EntityType && isAny(values[i], forgotten)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAny(Object reference, Set<Object> forgotten) {
        LazyInitializer proxy = HibernateProxy.extractLazyInitializer(reference);
        return proxy == null
                ? forgotten.contains(reference)
                : !proxy.isUninitialized() && forgotten.contains(proxy.getImplementation());
    }

    private boolean isAbout(SessionImplementor session, Object entity, EntityEntry entry, SubjectId subject) {
        Rules rules = guards.of(entry.getPersister());
        Object[] state = entry.getLoadedState();
        for (ProtectedRow row : rules.rows()) {
            Guard guard = row.rule().guard();
            if (guard != null && matches(session, entry, state, guard, row.subjectPath(), subject)) {
                return true;
            }
        }
        return rules.slots().stream()
                        .anyMatch(slot -> matches(session, entry, state, slot.guard(), slot.subjectPath(), subject))
                || guards.collectionsOf(entry.getPersister()).stream()
                        .anyMatch(guarded ->
                                matches(session, entry, state, guarded.guard(), guarded.subjectPath(), subject));
    }

    /** When in doubt whose it is, it is forgotten too. */
    private static boolean matches(
            SessionImplementor session,
            EntityEntry entry,
            Object @Nullable [] state,
            Guard guard,
            List<String> subjectPath,
            SubjectId subject) {
        if (!guard.link().subjectType().equals(subject.type())) {
            return false;
        }
        if (state == null) {
            return true;
        }
        List<@Nullable Object> people = People.of(session, subjectPath, entry.getPersister(), entry.getId(), state);
        return people.isEmpty()
                || people.stream().anyMatch(key -> key == null || key.toString().equals(subject.key()));
    }

    private static boolean holdsAny(PersistentCollection<?> collection, Set<Object> forgotten) {
        Iterator<?> elements = collection.entries(null);
        while (elements.hasNext()) {
            Object element = elements.next();
            Object value = element instanceof Map.Entry<?, ?> pair ? pair.getValue() : element;
            if (value != null && isAny(value, forgotten)) {
                return true;
            }
        }
        return false;
    }
}
