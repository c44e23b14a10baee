package dev.consent.jpa.hibernate;

import dev.consent.SubjectId;
import dev.consent.gate.Scope;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.SubjectLink;
import dev.consent.jpa.subject.PurposeBits;
import dev.consent.jpa.subject.SubjectMasks;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
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
    private final Map<List<String>, List<@Nullable Object>> people = new HashMap<>();

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

    /** Whether data may be written for the people it is about. */
    enum Permission {
        GRANTED,
        REFUSED,
        /** The row has no links to people yet, or no more: it is hidden, and whoever is linked is asked for then. */
        NOBODY
    }

    @Nullable
    Object id() {
        return id;
    }

    /** Whether a purpose of the guard that the current scope serves is in force for everybody a state is about. */
    Permission permission(Guard guard, List<String> subjectPath, Object[] state) {
        if (!guard.link().single()) {
            return permission(
                    guard, people.computeIfAbsent(subjectPath, path -> People.of(session, path, persister, id, state)));
        }
        boolean granted = (mask(guard.link(), subjectPath, state) & wanted(guard)) != 0;
        return granted ? Permission.GRANTED : Permission.REFUSED;
    }

    /** The same for each of these people; a link to nobody allows nothing. */
    Permission permission(Guard guard, Collection<@Nullable Object> keys) {
        long wanted = wanted(guard);
        if (wanted == 0) {
            return Permission.REFUSED;
        }
        Set<SubjectId> subjects = keys.stream()
                .filter(Objects::nonNull)
                .map(key -> new SubjectId(guard.link().subjectType(), key.toString()))
                .collect(Collectors.toSet());
        if (subjects.isEmpty()) {
            return Permission.NOBODY;
        }
        lock(guard.link().subjectType(), subjects);
        boolean all = subjects.stream()
                .allMatch(subject -> (Objects.requireNonNull(held.get(subject)).orElse(0L) & wanted) != 0);
        return all && keys.stream().noneMatch(Objects::isNull) ? Permission.GRANTED : Permission.REFUSED;
    }

    /** Whether processing is restricted for anybody who was asked about. */
    boolean anyRestricted() {
        return held.values().stream().anyMatch(mask -> SubjectMasks.isRestricted(mask.orElse(0L)));
    }

    private long wanted(Guard guard) {
        return bits.of(guard.writableIn(Scope.current()));
    }

    /** All of them in one statement, in an order that everybody keeps. */
    private void lock(String type, Set<SubjectId> subjects) {
        List<String> missing = subjects.stream()
                .filter(subject -> !held.containsKey(subject))
                .map(SubjectId::key)
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        Map<String, Long> found = masks.lockShared(session, type, missing);
        missing.forEach(key -> held.put(
                new SubjectId(type, key),
                found.containsKey(key) ? OptionalLong.of(found.get(key)) : OptionalLong.empty()));
    }

    /** The mask of the one person that the written state is about. */
    long mask(SubjectLink link, List<String> subjectPath, Object[] state) {
        Object key = People.of(session, subjectPath, persister, id, state).stream()
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        boolean itself = subjectPath.isEmpty();
        if (key == null) {
            // A person who is being inserted has no number yet, but already the purposes everybody starts with.
            return itself ? masks.initial() : 0L;
        }
        SubjectId subject = new SubjectId(link.subjectType(), key.toString());
        return held.computeIfAbsent(subject, person -> masks.lock(session, person, SubjectMasks.Lock.SHARE))
                .orElseGet(() -> itself ? masks.initial() : 0L);
    }
}
