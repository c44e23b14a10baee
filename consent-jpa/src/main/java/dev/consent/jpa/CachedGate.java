package dev.consent.jpa;

import dev.consent.SubjectId;
import dev.consent.decision.Standing;
import dev.consent.gate.ConsentGate;
import dev.consent.gate.Scope;
import dev.consent.jpa.effect.RememberedStandings;
import dev.consent.jpa.hibernate.ConsentEngine;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.hibernate.engine.spi.SessionImplementor;

/** Answers from memory where that is as good as asking. */
record CachedGate(ConsentEngine engine, EntityManager em, EngineGate strict) implements ConsentGate {

    @Override
    public Standing standing(SubjectId subject, Class<?> purpose) {
        if (mustAsk()) {
            return strict.standing(subject, purpose);
        }
        RememberedStandings remembered = engine.remembered();
        Instant now = engine.clock().instant();
        Standing known = remembered.get(subject, purpose, now);
        if (known != null) {
            return known;
        }
        long ticket = remembered.ticket(subject);
        Standing read = strict.standing(subject, purpose);
        remembered.put(subject, purpose, read, now, ticket);
        return read;
    }

    @Override
    public Set<SubjectId> permitted(Collection<SubjectId> subjects, Class<?> purpose) {
        if (mustAsk()) {
            return strict.permitted(subjects, purpose);
        }
        RememberedStandings remembered = engine.remembered();
        Instant now = engine.clock().instant();
        Map<SubjectId, Standing> answers = new HashMap<>();
        Map<SubjectId, Long> unknown = new LinkedHashMap<>();
        for (SubjectId subject : subjects) {
            Standing known = remembered.get(subject, purpose, now);
            if (known == null) {
                unknown.put(subject, remembered.ticket(subject));
            } else {
                answers.put(subject, known);
            }
        }
        if (!unknown.isEmpty()) {
            Map<SubjectId, Standing> read = strict.standings(unknown.keySet(), purpose);
            read.forEach((subject, standing) ->
                    remembered.put(subject, purpose, standing, now, unknown.getOrDefault(subject, -1L)));
            answers.putAll(read);
        }
        Set<SubjectId> permitted = new LinkedHashSet<>();
        subjects.stream().filter(subject -> answers.get(subject).inForce()).forEach(permitted::add);
        return permitted;
    }

    /** A scope with its own clock asks about another time; a transaction that has decided knows what others may not. */
    private boolean mustAsk() {
        return Scope.current().clock().isPresent() || (engine.effects().anythingPending() && hasDecided());
    }

    private boolean hasDecided() {
        return em.isJoinedToTransaction() && engine.effects().hasDecided(em.unwrap(SessionImplementor.class));
    }
}
