package dev.consent.jpa.hibernate;

import dev.consent.SubjectId;
import dev.consent.gate.Scope;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.SubjectLink;
import dev.consent.jpa.subject.PurposeBits;
import dev.consent.jpa.subject.SubjectMasks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Whether one write may be done for the people it is about. The mask of each person is locked and read when it is first
 * needed, and once: the lock is shared, so that a withdrawal either waits for this write or is seen by it.
 *
 * <p>It lives as long as the event of one entity. Not as long as the transaction: a rollback to a savepoint gives up
 * locks, and nobody says so.
 */
final class HeldMasks {

    private final SubjectMasks masks;
    private final PurposeBits bits;
    private final SharedSessionContractImplementor session;
    private final EntityPersister persister;
    private final @Nullable Object id;
    private final Map<SubjectId, OptionalLong> held = new HashMap<>();

    HeldMasks(
            SubjectMasks masks,
            PurposeBits bits,
            SharedSessionContractImplementor session,
            EntityPersister persister,
            @Nullable Object id) {
        this.masks = masks;
        this.bits = bits;
        this.session = session;
        this.persister = persister;
        this.id = id;
    }

    /** Whether a purpose of the guard that the current scope serves is in force for the person a state is about. */
    boolean permits(Guard guard, List<String> subjectPath, Object[] state) {
        return (mask(guard.link(), subjectPath, state) & bits.of(guard.writableIn(Scope.current()))) != 0;
    }

    /** Whether a purpose of the guard is in force for the person with this identifier. */
    boolean permits(Guard guard, Object key) {
        return (held(guard.link(), key).orElse(0L) & bits.of(guard.writableIn(Scope.current()))) != 0;
    }

    /** The mask of the person that the written state is about. */
    long mask(SubjectLink link, List<String> subjectPath, Object[] state) {
        Object key = WriteGuards.key(session, subjectPath, persister, id, state);
        boolean itself = subjectPath.isEmpty();
        if (key == null) {
            // A person who is being inserted has no number yet, but already the purposes everybody starts with.
            return itself ? masks.initial() : 0L;
        }
        return held(link, key).orElseGet(() -> itself ? masks.initial() : 0L);
    }

    private OptionalLong held(SubjectLink link, Object key) {
        return held.computeIfAbsent(
                new SubjectId(link.subjectType(), key.toString()),
                person -> masks.lock(session, person, SubjectMasks.Lock.SHARE));
    }
}
