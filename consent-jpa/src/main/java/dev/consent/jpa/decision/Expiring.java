package dev.consent.jpa.decision;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.Recorded;
import dev.consent.decision.Standing;
import dev.consent.jpa.guardian.Family;
import java.time.Instant;
import org.hibernate.Session;

/** Grants that have run out are closed, in the transaction of a session. */
final class Expiring extends Change {

    Expiring(Means means, Session session, Instant now) {
        super(means, session, now);
    }

    /** Closes a grant that has run out, since the moment at which it did. Its person is locked. */
    void expire(ConsentRecord record, DeclaredPurpose purpose, long mask) {
        Recorded recorded = record.recorded(purpose, versions(purpose));
        Standing standing = Standing.of(purpose.basis(), recorded, now);
        Instant since = recorded.end();
        if (!record.state.granted() || standing.inForce() || since == null) {
            return;
        }
        SubjectId subject = new SubjectId(record.subjectType, record.subjectKey);
        Family family = means.families().of(session, subject, now);
        if (Hearing.isNeeded(family, purpose)) {
            Hearing hearing = hearing(subject, family, purpose);
            if (hearing.voices().enough()) {
                // Another guardian has said yes, for longer.
                goOn(record, hearing, family, purpose);
                session.flush();
                return;
            }
            hearing.end();
        }
        record.expire(standing.state(), since);
        long left = project(subject, purpose, standing, mask, since, true, false);
        endResting(subject, purpose, record, record.state, left, since);
    }
}
