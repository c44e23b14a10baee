package dev.consent.jpa.decision;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Recorded;
import dev.consent.decision.Recorded.ComingOfAge;
import dev.consent.decision.Standing;
import dev.consent.jpa.subject.SubjectMasks;
import dev.consent.jpa.subject.SubjectTables;
import dev.consent.jpa.wording.Versions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers what holds now, for sets of people. */
final class Standings {

    private static final int AT_ONCE = 500;

    /** Of who is not registered nothing is known, whatever the legal basis: purposes run from registration. */
    private static final Standing NOBODY = new Standing(ConsentState.UNKNOWN, false, null);

    private final KnownPurposes purposes;
    private final Instant now;

    Standings(KnownPurposes purposes, Instant now) {
        this.purposes = purposes;
        this.now = now;
    }

    /** What would hold for one purpose and one person, were processing not restricted. */
    Standing unrestricted(EntityManager em, SubjectId subject, DeclaredPurpose purpose) {
        Found found =
                recorded(em, subject.type(), List.of(subject.key()), purpose).get(subject.key());
        Recorded recorded = found == null ? Recorded.NOTHING : found.recorded().restrictedIf(false);
        return Standing.of(purpose.basis(), recorded, now)
                .restingOn(purposes.requiredBy(purpose).stream()
                        .map(base -> unrestricted(em, subject, base))
                        .toList());
    }

    /** What holds for one purpose and several people, exact at this moment. */
    Map<SubjectId, Standing> of(EntityManager em, Collection<SubjectId> subjects, DeclaredPurpose purpose) {
        Map<SubjectId, Standing> standings = new HashMap<>();
        Map<String, List<String>> byType = new HashMap<>();
        for (SubjectId subject : subjects) {
            byType.computeIfAbsent(subject.type(), type -> new ArrayList<>()).add(subject.key());
            standings.put(subject, NOBODY);
        }
        byType.forEach((type, keys) -> recorded(em, type, keys, purpose)
                .forEach((key, found) ->
                        standings.put(new SubjectId(type, key), Standing.of(purpose.basis(), found.recorded(), now))));
        for (DeclaredPurpose required : purposes.requiredBy(purpose)) {
            of(em, subjects, required)
                    .forEach((subject, base) ->
                            standings.computeIfPresent(subject, (same, own) -> own.restingOn(List.of(base))));
        }
        return standings;
    }

    /**
     * When a purpose ended for each of these people of one kind, by key. Who is not in the answer never had it, or has it
     * still.
     */
    Map<String, Instant> ended(EntityManager em, String type, DeclaredPurpose purpose, Collection<String> keys) {
        Map<String, Instant> ended = new HashMap<>();
        recorded(em, type, List.copyOf(keys), purpose).forEach((key, found) -> {
            Instant end = end(purpose, found);
            if (end != null) {
                ended.put(key, end);
            }
        });
        return ended;
    }

    private @Nullable Instant end(DeclaredPurpose purpose, Found found) {
        Recorded recorded = found.recorded().restrictedIf(false);
        Standing standing = Standing.of(purpose.basis(), recorded, now);
        boolean objected =
                recorded.state() == ConsentState.REFUSED && !purpose.basis().needsGrant();
        if (standing.inForce() || !(standing.state().ends() || objected)) {
            return null;
        }
        Instant ranOut = standing.state() == ConsentState.EXPIRED ? recorded.end() : null;
        return ranOut == null ? found.decidedAt() : ranOut;
    }

    private record Found(Recorded recorded, Instant decidedAt) {}

    private static Map<String, Found> recorded(
            EntityManager em, String type, List<String> keys, DeclaredPurpose purpose) {
        Map<String, Found> found = new HashMap<>();
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            for (Object[] row : em.createQuery(
                            "select s.id.key, s.mask, r.state, r.validUntil, r.decidedAt, r.ofAgeAt, "
                                    + Versions.supersededAt("r.purpose", "r.wordedAt") + " from "
                                    + SubjectTables.SUBJECT + " s left join " + ConsentRecord.NAME
                                    + " r on r.subjectType = s.id.type and r.subjectKey = s.id.key"
                                    + " and r.purpose = :purpose where s.id.type = :type and s.id.key in :keys",
                            Object[].class)
                    .setParameter("type", type)
                    .setParameter("keys", keys.subList(from, Math.min(keys.size(), from + AT_ONCE)))
                    .setParameter("purpose", purpose.code())
                    // Asking must not write: decisions are flushed by the call that makes them.
                    .setFlushMode(FlushModeType.COMMIT)
                    .getResultList()) {
                found.put((String) row[0], found(row, purpose));
            }
        }
        return found;
    }

    private static Found found(Object[] row, DeclaredPurpose purpose) {
        boolean restricted = SubjectMasks.isRestricted((Long) row[1]);
        if (row[2] == null) {
            return new Found(Recorded.NOTHING.restrictedIf(restricted), Instant.MAX);
        }
        Instant superseded = (Instant) row[6];
        Recorded recorded = new Recorded(
                (ConsentState) row[2],
                (Instant) row[3],
                superseded == null ? null : superseded.plus(purpose.renewWithin()),
                ComingOfAge.at((Instant) row[5], purpose.renewWithin()),
                restricted);
        return new Found(recorded, (Instant) row[4]);
    }
}
