package dev.consent.jpa.decision;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.DecisionRefusedException;
import dev.consent.decision.Standing;
import dev.consent.jpa.subject.SubjectMasks;
import dev.consent.jpa.subject.SubjectMasks.Lock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/**
 * Restricts processing for one person, and lifts it (GDPR Art. 18). Decisions stay as they are: the mask of the person
 * is what forgets them, and is made anew from them.
 */
final class Restricting {

    private final Means means;
    private final Session session;
    private final Instant now;

    Restricting(Means means, Session session, Instant now) {
        this.means = means;
        this.session = session;
        this.now = now;
    }

    /** Returns whether anything changed. */
    boolean restrict(SubjectId subject, boolean restricted) {
        OptionalLong known = means.masks().lock(session, subject, Lock.WRITE);
        session.flush();
        if (known.isEmpty()) {
            if (!means.exists().test(session, subject)) {
                throw DecisionRefusedException.unknownSubject(subject.type());
            }
            means.masks().register(session, subject);
            known = means.masks().lock(session, subject, Lock.WRITE);
        }
        if (SubjectMasks.isRestricted(known.orElseThrow()) == restricted) {
            return false;
        }
        Standings standings = new Standings(means.purposes(), now);
        Map<DeclaredPurpose, Standing> open = new LinkedHashMap<>();
        long bits = 0;
        for (DeclaredPurpose purpose : List.copyOf(means.purposes().all())) {
            Standing standing = standings.unrestricted(session, subject, purpose);
            if (standing.inForce()) {
                open.put(purpose, standing);
                bits |= means.bits().of(purpose);
            }
        }
        long mask = restricted ? SubjectMasks.RESTRICTED : bits;
        means.masks().set(session, subject, mask);
        means.copies().spread((SharedSessionContractImplementor) session, subject, mask);
        means.effects().restricted(session, subject, open, !restricted, now);
        return true;
    }
}
