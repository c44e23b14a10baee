package dev.consent.readme;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.Wording;
import dev.consent.decision.Decision;
import dev.consent.gate.ConsentGate;
import dev.consent.jpa.Consent;
import jakarta.persistence.EntityManager;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class Family {

    private final Consent consent;
    private final ConsentGate gate;
    private final EntityManager em;

    Family(Consent consent, ConsentGate gate, EntityManager em) {
        this.consent = consent;
        this.gate = gate;
        this.em = em;
    }

    // region decide
    @Transactional
    public void grant(Long pupil, Long parent, Wording shown) {
        SubjectId child = SubjectId.of(Pupil.class, pupil);
        consent.decide(
                em,
                Decision.given(child, ProgressReports.class, Grantor.parent(parent))
                        .shown(shown));
    }

    @Transactional
    public void withdraw(Long pupil, Long parent) {
        SubjectId child = SubjectId.of(Pupil.class, pupil);
        consent.decide(em, Decision.withdrawn(child, ProgressReports.class, Grantor.parent(parent)));
    }
    // endregion

    // region gate
    @Transactional(readOnly = true)
    public boolean mayMail(Long pupil) {
        return gate.permits(SubjectId.of(Pupil.class, pupil), ProgressReports.class);
    }
    // endregion
}
