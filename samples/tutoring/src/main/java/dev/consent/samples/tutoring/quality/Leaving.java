package dev.consent.samples.tutoring.quality;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.gate.ConsentGate;
import dev.consent.jpa.Consent;
import dev.consent.samples.tutoring.login.Access;
import dev.consent.samples.tutoring.login.Visitor;
import dev.consent.samples.tutoring.pupil.Parent;
import dev.consent.samples.tutoring.pupil.Pupil;
import dev.consent.samples.tutoring.pupil.Pupils;
import dev.consent.samples.tutoring.purpose.Guidance;
import dev.consent.samples.tutoring.purpose.ProgressReports;
import dev.consent.samples.tutoring.purpose.SchoolContact;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The end of a contract. Ends every purpose that rests on it; the invoices have a duty of their own and stay. */
@Service
class Leaving {

    private static final List<Class<?>> ENDING = List.of(ProgressReports.class, SchoolContact.class, Guidance.class);

    private final Access access;
    private final Pupils pupils;
    private final Consent consent;
    private final EntityManager entities;

    Leaving(Access access, Pupils pupils, Consent consent, EntityManager entities) {
        this.access = access;
        this.pupils = pupils;
        this.consent = consent;
        this.entities = entities;
    }

    @Transactional
    public void endContract(Visitor visitor, Long id) {
        // This gate sees what the current transaction has already ended.
        ConsentGate gate = consent.gate(entities);
        Pupil pupil = access.pupil(visitor, id);
        Grantor operator = Grantor.operator(visitor.getUsername());
        // Deciding detaches what was loaded about the person, so the family is read before.
        List<Long> parents = pupil.getParents().stream()
                .map(Parent::getId)
                .map(Objects::requireNonNull)
                .toList();
        SubjectId child = pupil.subject();
        ENDING.forEach(purpose -> end(gate, child, purpose, operator));
        parents.stream()
                .filter(parent -> pupils.ofParent(parent).stream()
                        .map(Pupil::subject)
                        .noneMatch(sibling -> gate.permits(sibling, Guidance.class)))
                .forEach(parent -> end(gate, SubjectId.of(Parent.class, parent), Guidance.class, operator));
    }

    private void end(ConsentGate gate, SubjectId person, Class<?> purpose, Grantor operator) {
        if (gate.permits(person, purpose)) {
            consent.decide(entities, Decision.revoked(person, purpose, operator).through("web"));
        }
    }
}
