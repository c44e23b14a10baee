package dev.consent.jpa.hibernate;

import dev.consent.ConsentException;
import dev.consent.Grantor;
import dev.consent.LegalBasis;
import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.Decision;
import dev.consent.decision.DecisionRefusedException;
import dev.consent.erasure.Obligation;
import dev.consent.jpa.erasure.Erasure.Forgetting;
import dev.consent.jpa.subject.SubjectMasks;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TransactionRequiredException;
import java.util.List;
import org.hibernate.engine.spi.SessionImplementor;

/** Ends everything that may end when a person asks to be forgotten, and owes the erasure of what nothing keeps. */
final class ForgottenPeople implements Forgetting {

    private final ConsentEngine engine;
    private final SubjectMasks masks;

    ForgottenPeople(ConsentEngine engine, SubjectMasks masks) {
        this.engine = engine;
        this.masks = masks;
    }

    @Override
    public Obligation forget(EntityManager em, SubjectId subject, Grantor by) {
        SessionImplementor session = begin(em, subject);
        // First the person, so that nothing is granted between looking and deciding.
        boolean known = masks.lock(session, subject, SubjectMasks.Lock.WRITE).isPresent();
        if (!known && !engine.exists(session, subject)) {
            throw DecisionRefusedException.unknownSubject(subject.type());
        }
        List<Decision> ends = engine.purposes().values().stream()
                .filter(purpose -> !purpose.basis().isDuty())
                .filter(purpose ->
                        engine.ledger().standing(session, subject, purpose).isDecided())
                .map(purpose -> end(subject, purpose, by))
                .toList();
        if (!ends.isEmpty()) {
            engine.decide(em, ends);
        }
        return engine.obligations()
                .oweEverything(session, subject, engine.clock().instant());
    }

    /** A person takes back what they gave and objects to what they may object to; the rest the controller has to end. */
    private static Decision end(SubjectId subject, DeclaredPurpose purpose, Grantor by) {
        boolean theirs = purpose.basis().needsGrant() || purpose.basis() == LegalBasis.LEGITIMATE_INTEREST;
        return theirs ? Decision.withdrawn(subject, purpose.type(), by) : Decision.revoked(subject, purpose.type(), by);
    }

    @Override
    public boolean keepAfterAll(EntityManager em, SubjectId subject) {
        SessionImplementor session = begin(em, subject);
        masks.lock(session, subject, SubjectMasks.Lock.WRITE);
        return engine.obligations().cancelEverything(session, subject);
    }

    private SessionImplementor begin(EntityManager em, SubjectId subject) {
        if (!em.isJoinedToTransaction()) {
            throw new TransactionRequiredException("forgetting needs a transaction: everything it changes, or nothing");
        }
        try {
            engine.requireSubject(subject);
        } catch (ConsentException unknown) {
            throw DecisionRefusedException.unknownKind(String.valueOf(unknown.getMessage()));
        }
        return ConsentEngine.session(em);
    }
}
