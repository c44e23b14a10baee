package dev.consent.jpa.hibernate;

import dev.consent.jpa.hibernate.HeldMasks.Permission;
import dev.consent.jpa.hibernate.WriteGuards.Rules;
import dev.consent.jpa.hibernate.WriteGuards.Slot;
import dev.consent.jpa.hibernate.WriteGuards.Step;
import dev.consent.jpa.mapping.Attributes;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.ProtectedRow;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.Interceptor;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * What is about to be written over a stored row: refuses what may not be written, and puts hidden values back into the
 * state where the statement mentions them.
 *
 * @param old the state that was loaded, or {@code null} where nobody knows it
 */
record Writing(
        SharedSessionContractImplementor session,
        EntityPersister persister,
        Object id,
        Object[] state,
        Object @Nullable [] old,
        Rules rules) {

    /** Returns whether the state holds something now that the application was not shown. */
    boolean protect(WriteGuards guards, LinkGuards links, Object entity, HeldMasks masks) {
        if (rules.none()) {
            return false;
        }
        if (!(session.getJdbcSessionContext().getStatementInspector() instanceof GuardingInspector)) {
            throw ConsentRefusals.foreignInspector();
        }
        boolean moved = keepSubject(masks);
        if (moved) {
            guards.restamp(session, persister, id, state, masks);
        }
        TestedUpdate test = moved || old == null ? null : guards.test(session, persister);
        links.refuseLink(session, persister, id, state, true);
        rules.rows().forEach(row -> protect(row, masks, test));
        if (rules.slots().isEmpty() && rules.references().isEmpty()) {
            return false;
        }
        Stored earlier = guards.remembered(state);
        Stored stored = earlier == null ? new Stored(session, persister, id, rules) : earlier;
        Map<List<String>, @Nullable Object> kept = new LinkedHashMap<>();
        Set<List<String>> hidden = new HashSet<>();
        for (Slot slot : rules.slots()) {
            // Listeners of the application may have been called in between.
            boolean restored = earlier != null && isRestored(slot, earlier);
            boolean mentioned = old == null
                    || guards.writesUntouched(session, persister, entity, slot.path())
                    || (isSparse(slot.path()) && slot.isMask(type(slot), get(slot.path(), state)));
            if (!restored && stays(slot, mentioned, stored, masks, test)) {
                Object value = stored.value(slot);
                if (value != null || get(slot.path(), state) != null) {
                    kept.put(slot.path(), value);
                }
                if (slot.isMask(type(slot), get(slot.path(), old))) {
                    hidden.add(slot.path());
                }
            }
        }
        for (List<String> reference : rules.references()) {
            boolean mentioned =
                    old == null || guards.writesUntouched(session, persister, entity, reference) || isSparse(reference);
            Object key = mentioned && isUnseen(reference) ? stored.key(reference) : null;
            if (key != null) {
                kept.put(reference, key);
                hidden.add(reference);
            }
        }
        boolean unseen = rules.slots().stream()
                .anyMatch(slot -> kept.get(slot.path()) != null
                        && !Slots.same(type(slot), kept.get(slot.path()), get(slot.path(), state)));
        // A stateless session asks its interceptor after the listeners, when hidden values are back in the state.
        if (unseen && session instanceof StatelessSession && looksOn(session.getInterceptor())) {
            throw ConsentRefusals.curiousInterceptor(persister.getMappedClass().getSimpleName());
        }
        putBack(kept, hidden);
        guards.remember(state, stored);
        return unseen || rules.references().stream().anyMatch(kept::containsKey);
    }

    private static boolean looksOn(Interceptor interceptor) {
        return Stream.of(interceptor.getClass().getMethods())
                .anyMatch(method ->
                        (method.getName().equals("onUpdate") || method.getName().equals("onUpsert"))
                                && method.getDeclaringClass() != Interceptor.class);
    }

    private void protect(ProtectedRow row, HeldMasks masks, @Nullable TestedUpdate test) {
        Guard guard = row.rule().guard();
        if (guard == null) {
            return;
        }
        Runnable question = () -> {
            Permission permission = masks.permission(guard, row.subjectPath(), state);
            // Who has the row in hand without links to anybody has just written it, or taken the last link away.
            if (permission == Permission.REFUSED || (permission == Permission.NOBODY && old == null)) {
                throw WriteListener.refused(persister, null, guard, masks);
            }
        };
        if (test == null || !test.takes(guard, question)) {
            question.run();
        }
    }

    private boolean isRestored(Slot slot, Stored earlier) {
        Object value = get(slot.path(), state);
        boolean wasMasked = slot.isMask(type(slot), get(slot.path(), old));
        return wasMasked && !slot.isMask(type(slot), value) && type(slot).isEqual(value, earlier.value(slot));
    }

    /** Whether what is stored stays, because the application has not seen it or may not replace it. */
    private boolean stays(Slot slot, boolean mentioned, Stored stored, HeldMasks masks, @Nullable TestedUpdate test) {
        Object value = get(slot.path(), state);
        Object before = get(slot.path(), old);
        boolean masked = slot.isMask(type(slot), value);
        boolean wasMasked = slot.isMask(type(slot), before);
        if (masked && !wasMasked) {
            return false; // the application saw the value and removed it
        }
        boolean untouched = old != null && type(slot).isEqual(value, before);
        if (untouched && !mentioned) {
            return false; // no part of what is written, so nobody need be asked
        }
        Runnable question = () -> {
            if (masks.permission(slot.guard(), slot.subjectPath(), state) == Permission.REFUSED) {
                throw WriteListener.refused(persister, slot, slot.guard(), masks);
            }
        };
        if (!masked && !untouched && test != null && test.takes(slot.guard(), question)) {
            return false;
        }
        // A mask says nothing: whatever is in force now, the value may have been hidden when it was read, from this
        // person or from this scope.
        return masked || !mayWrite(slot, value, wasMasked ? null : before, stored, masks);
    }

    /** Whether a value may be written; where it may not, but nobody changed it, what is stored stays. */
    private boolean mayWrite(Slot slot, @Nullable Object value, @Nullable Object seen, Stored stored, HeldMasks masks) {
        Permission permission = masks.permission(slot.guard(), slot.subjectPath(), state);
        if (permission == Permission.GRANTED) {
            return true;
        }
        Object kept = stored.value(slot);
        if (permission == Permission.NOBODY && (seen != null || slot.isMask(type(slot), kept))) {
            return true; // nothing hidden is overwritten
        }
        boolean untouched =
                type(slot).isEqual(value, kept) || (seen != null && type(slot).isEqual(value, seen));
        if (!untouched) {
            throw WriteListener.refused(persister, slot, slot.guard(), masks);
        }
        return false;
    }

    /**
     * Data may not move to a person for whom it may not be kept: it would be hidden there for ever, and never erased.
     * Nor may it move away from a person for whom it is hidden: it would be seen at the other.
     *
     * @return whether it moves
     */
    private boolean keepSubject(HeldMasks masks) {
        boolean moved = false;
        for (Step step : rules.steps()) {
            int index = persister.getPropertyIndex(Attributes.root(step.path().get(0)));
            if (old != null && Slots.same(persister.getPropertyTypes()[index], old[index], state[index])) {
                continue;
            }
            Set<@Nullable Object> stored = new HashSet<>(People.stored(session, persister, id, step.path()));
            Set<@Nullable Object> wanted = new HashSet<>(People.of(session, step.path(), persister, id, state));
            if (stored.equals(wanted)) {
                continue;
            }
            // What a restriction of the application's own leaves out is about somebody whom nobody can ask for.
            boolean known = !stored.isEmpty();
            stored.remove(null);
            Set<@Nullable Object> everybody = new HashSet<>(stored);
            everybody.addAll(wanted);
            boolean mayMove = known
                    && (stored.isEmpty()
                            || (!wanted.isEmpty() && masks.permission(step.guard(), everybody) == Permission.GRANTED));
            if (!mayMove) {
                throw ConsentRefusals.movedSubject(
                        persister.getMappedClass().getSimpleName(), step.path().get(0), masks);
            }
            moved = true;
        }
        return moved;
    }

    /** A reference to a hidden row reads as null; what is stored must not become so. */
    private boolean isUnseen(List<String> reference) {
        return get(reference, state) == null && get(reference, old) == null;
    }

    /**
     * Puts values back, those that were hidden also into what was loaded where the statement compares that with what is
     * stored, or where Hibernate concludes from it whether there is a row.
     */
    private void putBack(Map<List<String>, @Nullable Object> kept, Set<List<String>> hidden) {
        Slots.set(persister, state, kept, session);
        if (old != null) {
            boolean all = persister.optimisticLockStyle().isAllOrDirty();
            kept.keySet().removeIf(path -> !hidden.contains(path) || !(all || isSparse(path)));
            Slots.set(persister, old, kept, session);
        }
    }

    private boolean isSparse(List<String> path) {
        return rules.sparse().contains(path.get(0));
    }

    private Type type(Slot slot) {
        return Slots.type(persister, slot.path());
    }

    private @Nullable Object get(List<String> path, Object @Nullable [] values) {
        return values == null ? null : Slots.get(persister, values, path, session);
    }
}
