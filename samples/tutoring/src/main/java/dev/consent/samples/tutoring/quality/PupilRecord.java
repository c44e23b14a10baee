package dev.consent.samples.tutoring.quality;

import dev.consent.decision.PastDecision;
import dev.consent.erasure.Obligation;
import dev.consent.gate.ConsentGate;
import dev.consent.jpa.Consent;
import dev.consent.samples.tutoring.hours.HoursRepository;
import dev.consent.samples.tutoring.invoice.Invoice;
import dev.consent.samples.tutoring.invoice.Invoices;
import dev.consent.samples.tutoring.login.Access;
import dev.consent.samples.tutoring.login.Visitor;
import dev.consent.samples.tutoring.pupil.Pupil;
import dev.consent.samples.tutoring.purpose.Guidance;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The decisions about one pupil as the ledger remembers them, and what is kept in spite of a no. */
@Service
class PupilRecord {

    private final Access access;
    private final Consent consent;
    private final ConsentGate gate;
    private final EntityManager entities;
    private final HoursRepository hours;
    private final Invoices invoices;

    PupilRecord(
            Access access,
            Consent consent,
            ConsentGate gate,
            EntityManager entities,
            HoursRepository hours,
            Invoices invoices) {
        this.access = access;
        this.consent = consent;
        this.gate = gate;
        this.entities = entities;
        this.hours = hours;
        this.invoices = invoices;
    }

    @Transactional(readOnly = true)
    public Page of(Visitor visitor, Long id) {
        Pupil pupil = access.pupil(visitor, id);
        return new Page(
                pupil,
                gate.permits(pupil.subject(), Guidance.class),
                consent.history(entities, pupil.subject()),
                consent.erasure().obligations(entities, pupil.subject()),
                hours.ofPupil(id).size(),
                invoices.ofPupil(id));
    }

    /** Everything on the page. */
    record Page(
            Pupil pupil,
            boolean guided,
            List<PastDecision> decisions,
            List<Obligation> obligations,
            int sessions,
            List<Invoice> invoices) {}
}
