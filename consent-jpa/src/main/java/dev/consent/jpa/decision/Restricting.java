package dev.consent.jpa.decision;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.DecisionRefusedException;
import dev.consent.decision.Standing;
import dev.consent.jpa.erasure.Holds;
import dev.consent.jpa.subject.SubjectMasks;
import dev.consent.jpa.subject.SubjectMasks.Lock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.hibernate.Session;

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

    /** Returns the mask the person had, or nothing when nothing changed. */
    OptionalLong restrict(SubjectId subject) {
        long known = locked(subject);
        if (SubjectMasks.isRestricted(known)) {
            return OptionalLong.empty();
        }
        change(subject, SubjectMasks.RESTRICTED, open(subject), false);
        return OptionalLong.of(known);
    }

    /** Returns whether anything changed. */
    boolean lift(SubjectId subject, Supplier<Holds.Before> before) {
        if (!SubjectMasks.isRestricted(locked(subject))) {
            return false;
        }
        Map<DeclaredPurpose, Standing> open = open(subject);
        change(subject, means.bits().of(open.keySet()) | unknown(subject, before.get()), open, true);
        return true;
    }

    private long locked(SubjectId subject) {
        OptionalLong known = means.masks().lock(session, subject, Lock.WRITE);
        session.flush();
        if (known.isEmpty()) {
            if (!means.exists().test(session, subject)) {
                throw DecisionRefusedException.unknownSubject(subject.type());
            }
            means.masks().register(session, subject);
            known = means.masks().lock(session, subject, Lock.WRITE);
        }
        return known.orElseThrow();
    }

    /** What is in force by what was decided. */
    private Map<DeclaredPurpose, Standing> open(SubjectId subject) {
        Standings standings = new Standings(means.purposes(), now);
        Map<DeclaredPurpose, Standing> open = new LinkedHashMap<>();
        for (DeclaredPurpose purpose : List.copyOf(means.purposes().all())) {
            Standing standing = standings.unrestricted(session, subject, purpose);
            if (standing.inForce()) {
                open.put(purpose, standing);
            }
        }
        return open;
    }

    /**
     * The bits of purposes that only other applications on the same database know. What was not decided about since is as it
     * was, unless it has run out; of what was, only a grant counts: whoever recorded it knew the purpose.
     */
    private long unknown(SubjectId subject, Holds.Before before) {
        Map<String, Long> bits = new HashMap<>(means.bits().ofAll(session));
        means.purposes().all().forEach(purpose -> bits.remove(purpose.code()));
        if (bits.isEmpty()) {
            return 0;
        }
        long open = before.mask() & bits.values().stream().reduce(0L, (one, other) -> one | other);
        for (ConsentRecord record : session.createSelectionQuery(
                        "from " + ConsentRecord.NAME
                                + " r where r.subjectType = :type and r.subjectKey = :key and r.purpose in :purposes",
                        ConsentRecord.class)
                .setParameter("type", subject.type())
                .setParameter("key", subject.key())
                .setParameterList("purposes", bits.keySet())
                .getResultList()) {
            long bit = bits.get(record.purpose);
            boolean since = !record.decidedAt.isBefore(before.since());
            boolean over = record.validUntil != null && !record.validUntil.isAfter(now);
            if (since && record.state.granted()) {
                open |= bit;
            } else if (since) {
                open &= ~bit;
            }
            if (over) {
                open &= ~bit;
            }
            session.detach(record);
        }
        return open;
    }

    private void change(SubjectId subject, long mask, Map<DeclaredPurpose, Standing> open, boolean lifted) {
        means.copies().set(session, subject, mask);
        means.effects().restricted(session, subject, open, lifted, now);
    }
}
