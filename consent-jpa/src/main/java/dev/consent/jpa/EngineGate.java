package dev.consent.jpa;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.Standing;
import dev.consent.gate.ConsentGate;
import dev.consent.jpa.hibernate.ConsentEngine;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Asks the ledger in the transaction of an entity manager. */
record EngineGate(ConsentEngine engine, EntityManager em) implements ConsentGate {

    @Override
    public Standing standing(SubjectId subject, Class<?> purpose) {
        DeclaredPurpose declared = engine.purpose(purpose);
        engine.requireSubject(subject);
        return engine.ledger().standing(em, subject, declared);
    }

    @Override
    public Set<SubjectId> permitted(Collection<SubjectId> subjects, Class<?> purpose) {
        Map<SubjectId, Standing> standings = standings(subjects, purpose);
        Set<SubjectId> permitted = new LinkedHashSet<>();
        subjects.stream().filter(subject -> standings.get(subject).inForce()).forEach(permitted::add);
        return permitted;
    }

    Map<SubjectId, Standing> standings(Collection<SubjectId> subjects, Class<?> purpose) {
        DeclaredPurpose declared = engine.purpose(purpose);
        subjects.forEach(engine::requireSubject);
        return engine.ledger().standings(em, subjects, declared);
    }
}
