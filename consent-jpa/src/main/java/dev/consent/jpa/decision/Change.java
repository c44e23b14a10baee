package dev.consent.jpa.decision;

import dev.consent.GuardianRule;
import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Recorded;
import dev.consent.decision.Standing;
import dev.consent.jpa.guardian.Family;
import dev.consent.jpa.subject.SubjectMasks;
import dev.consent.jpa.subject.SubjectMasks.Lock;
import dev.consent.jpa.wording.Versions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** One change of the ledger and of everything that follows from it, in the transaction of a session. */
abstract class Change {

    final Means means;
    final Session session;
    final Instant now;
    final List<ConsentRecord> touched = new ArrayList<>();
    private final Map<DeclaredPurpose, Versions> versions = new HashMap<>();

    Change(Means means, Session session, Instant now) {
        this.means = means;
        this.session = session;
        this.now = now;
    }

    Versions versions(DeclaredPurpose purpose) {
        return versions.computeIfAbsent(purpose, unread -> Versions.of(session, purpose));
    }

    int depth(DeclaredPurpose purpose) {
        return means.purposes().requiredBy(purpose).stream()
                        .mapToInt(this::depth)
                        .max()
                        .orElse(-1)
                + 1;
    }

    Hearing hearing(SubjectId subject, Family family, DeclaredPurpose purpose) {
        return new Hearing(session, subject, purpose, family.guardians(), versions(purpose), now);
    }

    @Nullable
    ConsentRecord find(SubjectId subject, String purpose) {
        return session.createSelectionQuery(
                        "from " + ConsentRecord.NAME
                                + " r where r.subjectType = :type and r.subjectKey = :key and r.purpose = :purpose",
                        ConsentRecord.class)
                .setParameter("type", subject.type())
                .setParameter("key", subject.key())
                .setParameter("purpose", purpose)
                .getSingleResultOrNull();
    }

    long registered(SubjectId subject) {
        means.masks().register(session, subject);
        long mask = means.masks().lock(session, subject, Lock.WRITE).orElseThrow();
        means.copies().spread(session, subject, mask);
        return mask;
    }

    /** What holds for the purposes one rests on. */
    List<Standing> bases(SubjectId subject, DeclaredPurpose purpose) {
        return means.purposes().requiredBy(purpose).stream()
                .map(base -> {
                    ConsentRecord record = find(subject, base.code());
                    Recorded recorded = record == null ? Recorded.NOTHING : record.recorded(base, versions(base));
                    return Standing.of(base.basis(), recorded, now).restingOn(bases(subject, base));
                })
                .toList();
    }

    /** Brings mask and obligations in line with what holds, and tells whom it concerns; returns the new mask. */
    long project(
            SubjectId subject,
            DeclaredPurpose purpose,
            Standing standing,
            long mask,
            Instant since,
            boolean heard,
            boolean first) {
        long bit = means.bits().of(purpose);
        boolean restricted = SubjectMasks.isRestricted(mask);
        long open = standing.inForce() ? mask | bit : mask & ~bit;
        long wanted = restricted ? mask : open;
        if (wanted != mask) {
            means.copies().set(session, subject, wanted);
        }
        if (!standing.inForce() && (standing.state().ends() || standing.state() == ConsentState.REFUSED)) {
            means.obligations().owe(session, subject, purpose, since);
        }
        // Of what was never decided before, nothing is owed: an import of many need not look.
        if (standing.inForce() && !first) {
            means.obligations().cancel(session, subject, purpose);
        }
        if (heard || wanted != mask) {
            Standing told = restricted ? standing.withRestriction() : standing;
            // Recipients of restricted data have it still, and have to hear that its purpose has ended.
            boolean was = restricted ? heard && !standing.inForce() : (mask & bit) != 0;
            means.effects().decided(session, subject, purpose, told, was, since);
        }
        return wanted;
    }

    /** Ends the grants that rest on a purpose that is over; returns the new mask. */
    long endResting(
            SubjectId subject,
            DeclaredPurpose over,
            ConsentRecord cause,
            ConsentState state,
            long mask,
            Instant since) {
        long left = mask;
        for (DeclaredPurpose resting : means.purposes().restingOn(over)) {
            if (means.families().matters(subject.type())) {
                hearing(subject, Family.OF_NO_MATTER, resting).end();
            }
            ConsentRecord record = find(subject, resting.code());
            if (record != null && record.state.granted()) {
                record.endWith(cause, state, means.account(), since, now);
                touched.add(record);
                session.flush();
                Standing ended = Standing.of(resting.basis(), record.recorded(resting, versions(resting)), since);
                left = project(subject, resting, ended, left, since, true, false);
                left = endResting(subject, resting, record, state, left, since);
            }
        }
        return left;
    }

    void goOn(ConsentRecord record, Hearing hearing, Family family, DeclaredPurpose purpose) {
        List<VoiceRow> counting = hearing.counting();
        record.goOnWith(
                counting.get(counting.size() - 1),
                record.state.granted() ? ConsentState.RENEWED : ConsentState.GIVEN,
                means.account(),
                now);
        restOnVoices(record, hearing, family, purpose);
    }

    /** Where all guardians have to agree, a grant is no longer and no newer than the word of each of them. */
    static void restOnVoices(ConsentRecord record, Hearing hearing, Family family, DeclaredPurpose purpose) {
        record.restOn(purpose.guardians() == GuardianRule.ALL ? hearing.counting() : List.of(), family.comesOfAge());
    }
}
