package dev.consent.jpa.decision;

import dev.consent.Grantor;
import dev.consent.GuardianRule;
import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.ConsentState;
import dev.consent.decision.DecisionRefusedException;
import dev.consent.decision.Standing;
import dev.consent.jpa.guardian.Family;
import dev.consent.jpa.subject.SubjectMasks.Lock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.hibernate.Session;

/**
 * Somebody becomes a guardian, or is one no longer: what guardians have decided is looked at again, in the transaction of
 * a session.
 */
final class Appointing extends Change {

    /** How what was changed with a guardian was decided. */
    private static final String APPOINTED = "guardian appointed";

    private static final String REMOVED = "guardian removed";

    Appointing(Means means, Session session, Instant now) {
        super(means, session, now);
    }

    /**
     * Somebody becomes a guardian, or is one no longer: what guardians have decided is looked at again. A removed guardian
     * takes the effect of what they have said with them.
     *
     * @return whether anything changed
     */
    boolean guardian(SubjectId subject, Grantor guardian, boolean appointed) {
        OptionalLong known = means.masks().lock(session, subject, Lock.WRITE);
        session.flush();
        if (known.isEmpty() && !means.exists().test(session, subject)) {
            throw DecisionRefusedException.unknownSubject(subject.type());
        }
        boolean changed = appointed
                ? means.families().appoint(session, subject, guardian, means.account(), now)
                : means.families().remove(session, subject, guardian, means.account(), now);
        if (!changed) {
            return false;
        }
        Family family = means.families().of(session, subject, now);
        long mask = known.isPresent() ? known.getAsLong() : registered(subject);
        Set<String> decided = Set.copyOf(session.createSelectionQuery(
                        "select r.purpose from " + ConsentRecord.NAME
                                + " r where r.subjectType = :type and r.subjectKey = :key",
                        String.class)
                .setParameter("type", subject.type())
                .setParameter("key", subject.key())
                .getResultList());
        List<DeclaredPurpose> concerned = means.purposes().all().stream()
                .filter(purpose -> purpose.basis().needsGrant() && decided.contains(purpose.code()))
                .sorted(Comparator.comparingInt(this::depth).thenComparing(DeclaredPurpose::code))
                .toList();
        for (DeclaredPurpose purpose : concerned) {
            Hearing hearing = hearing(subject, family, purpose);
            if (!appointed) {
                hearing.drop(guardian.id());
            }
            ConsentRecord record = find(subject, purpose.code());
            if (record != null) {
                mask = reconsider(record, hearing, family, purpose, mask, appointed);
                touched.add(record);
            }
            hearing.detach();
        }
        touched.forEach(session::detach);
        return true;
    }

    private long reconsider(
            ConsentRecord record,
            Hearing hearing,
            Family family,
            DeclaredPurpose purpose,
            long mask,
            boolean appointed) {
        boolean theirs = record.state.granted() && record.grantorRole.decidesForChildren();
        boolean waiting = family.child() && !record.state.granted();
        boolean enough = hearing.voices().enough();
        if (!(theirs && (!enough || goesOn(record, hearing, purpose))) && !(waiting && enough)) {
            return mask;
        }
        SubjectId subject = new SubjectId(record.subjectType, record.subjectKey);
        if (enough) {
            goOn(record, hearing, family, purpose);
        } else {
            record.endBy(
                    Grantor.operator(means.account()),
                    appointed ? APPOINTED : REMOVED,
                    appointed ? ConsentState.REQUESTED : ConsentState.REVOKED,
                    means.account(),
                    now);
        }
        session.flush();
        Standing standing = Standing.of(purpose.basis(), record.recorded(purpose, versions(purpose)), now)
                .restingOn(bases(subject, purpose));
        long left = project(subject, purpose, standing, mask, now, true, false);
        return standing.inForce()
                ? left
                : endResting(
                        subject,
                        purpose,
                        record,
                        appointed ? ConsentState.REQUESTED : Standing.endedBy(standing.state()),
                        left,
                        now);
    }

    /** Whether a grant has to be written anew although it holds: whoever it names has no voice any more. */
    private static boolean goesOn(ConsentRecord record, Hearing hearing, DeclaredPurpose purpose) {
        return purpose.guardians() == GuardianRule.ALL
                || hearing.counting().stream().noneMatch(voice -> voice.grantorId.equals(record.grantorId));
    }
}
