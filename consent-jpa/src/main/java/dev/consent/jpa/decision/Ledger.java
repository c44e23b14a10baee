package dev.consent.jpa.decision;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Decision;
import dev.consent.decision.PastDecision;
import dev.consent.decision.Standing;
import dev.consent.jpa.effect.Effects;
import dev.consent.jpa.erasure.Obligations;
import dev.consent.jpa.subject.MaskCopies;
import dev.consent.jpa.subject.PurposeBits;
import dev.consent.jpa.subject.SubjectMasks;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.query.AuditEntity;
import org.jspecify.annotations.Nullable;

/** Records decisions and answers what was decided. */
public final class Ledger {

    private final SubjectMasks masks;
    private final MaskCopies copies;
    private final PurposeBits bits;
    private final Obligations obligations;
    private final Effects effects;
    private final Clock clock;
    private final Supplier<String> account;

    public Ledger(
            SubjectMasks masks,
            MaskCopies copies,
            PurposeBits bits,
            Obligations obligations,
            Effects effects,
            Clock clock,
            Supplier<String> account) {
        this.masks = masks;
        this.copies = copies;
        this.bits = bits;
        this.obligations = obligations;
        this.effects = effects;
        this.clock = clock;
        this.account = account;
    }

    /** Puts a decision into effect; the steps are in the order in which they must happen. */
    public Standing decide(Session session, Decision decision, DeclaredPurpose purpose) {
        SubjectId subject = decision.subject();
        Instant now = clock.instant();
        // The mask first: writers of the person's data take it before their rows, and the flush takes rows.
        OptionalLong known = masks.lock(session, subject, SubjectMasks.Lock.WRITE);
        session.flush();
        long mask = known.isPresent() ? known.getAsLong() : registered(session, subject);
        ConsentRecord record = find(session, subject, purpose.code());
        boolean unheard = record != null
                && (record.says(decision) || (decision.state() == ConsentState.REQUESTED && record.state.granted()));
        if (record == null || !unheard) {
            record = write(session, record, decision, purpose, now);
        }
        Standing standing = Standing.of(purpose.basis(), record.state, record.validUntil, now);
        session.detach(record);
        project(session, subject, purpose, standing, mask, now, !unheard);
        return standing;
    }

    private long registered(Session session, SubjectId subject) {
        masks.register(session, subject);
        long mask = masks.lock(session, subject, SubjectMasks.Lock.WRITE).orElseThrow();
        copies.spread((SharedSessionContractImplementor) session, subject, mask);
        return mask;
    }

    private ConsentRecord write(
            Session session, @Nullable ConsentRecord known, Decision decision, DeclaredPurpose purpose, Instant now) {
        ConsentState state = decision.state() == ConsentState.GIVEN && known != null && known.state.granted()
                ? ConsentState.RENEWED
                : decision.state();
        ConsentRecord record = known == null ? new ConsentRecord(decision.subject(), purpose.code()) : known;
        record.record(decision, state, account(), now);
        if (known == null) {
            session.persist(record);
        }
        session.flush();
        return record;
    }

    /** Brings mask and obligations in line with what holds. */
    private void project(
            Session session,
            SubjectId subject,
            DeclaredPurpose purpose,
            Standing standing,
            long mask,
            Instant now,
            boolean heard) {
        long bit = bits.of(purpose);
        long wanted = standing.inForce() ? mask | bit : mask & ~bit;
        if (wanted != mask) {
            masks.set(session, subject, wanted);
            copies.spread((SharedSessionContractImplementor) session, subject, wanted);
        }
        if (standing.inForce()) {
            obligations.cancel(session, subject, purpose);
        } else if (standing.state().ends() || standing.state() == ConsentState.REFUSED) {
            obligations.owe(session, subject, purpose, now);
        }
        if (heard || wanted != mask) {
            effects.decided(session, subject, purpose, standing, (mask & bit) != 0, now);
        }
    }

    /**
     * Closes grants whose end date has passed: masks follow, and the erasure is owed from the end date on. The gate needs
     * none of this, it computes the end itself.
     *
     * @return how many were closed
     */
    public int expire(Session session, Map<String, DeclaredPurpose> purposes, int atMost) {
        Instant now = clock.instant();
        List<ConsentRecord> over = session.createSelectionQuery(
                        "from " + ConsentRecord.NAME + " r where r.validUntil <= :now and r.state in :granted"
                                + " and r.purpose in :purposes order by r.subjectType, r.subjectKey",
                        ConsentRecord.class)
                .setParameter("now", now)
                .setParameter("granted", List.of(ConsentState.GIVEN, ConsentState.RENEWED))
                .setParameter("purposes", purposes.keySet())
                .setMaxResults(atMost)
                .getResultList();
        for (ConsentRecord found : over) {
            SubjectId subject = new SubjectId(found.subjectType, found.subjectKey);
            long mask = masks.lock(session, subject, SubjectMasks.Lock.WRITE).orElse(0L);
            session.refresh(found);
            if (found.state.granted() && found.validUntil != null && !found.validUntil.isAfter(now)) {
                DeclaredPurpose purpose = purposes.get(found.purpose);
                Standing standing = Standing.of(purpose.basis(), found.state, found.validUntil, now);
                found.state = standing.state();
                project(session, subject, purpose, standing, mask, found.validUntil, true);
            }
        }
        return over.size();
    }

    /** What holds for one purpose and one person, exact at this moment. */
    public Standing standing(EntityManager em, SubjectId subject, DeclaredPurpose purpose) {
        return standings(em, List.of(subject), purpose).get(subject);
    }

    /** What holds for one purpose and several people. */
    public Map<SubjectId, Standing> standings(
            EntityManager em, Collection<SubjectId> subjects, DeclaredPurpose purpose) {
        Instant now = clock.instant();
        Map<SubjectId, Standing> standings = new HashMap<>();
        Map<String, List<SubjectId>> byType = new HashMap<>();
        for (SubjectId subject : subjects) {
            byType.computeIfAbsent(subject.type(), type -> new java.util.ArrayList<>())
                    .add(subject);
            standings.put(subject, Standing.of(purpose.basis(), ConsentState.UNKNOWN, null, now));
        }
        byType.forEach((type, people) -> {
            for (int from = 0; from < people.size(); from += 500) {
                List<String> keys = people.subList(from, Math.min(people.size(), from + 500)).stream()
                        .map(SubjectId::key)
                        .toList();
                for (Object[] row : decided(em, type, keys, purpose)) {
                    standings.put(
                            new SubjectId(type, (String) row[0]),
                            Standing.of(purpose.basis(), (ConsentState) row[1], (Instant) row[2], now));
                }
            }
        });
        return standings;
    }

    private static List<Object[]> decided(EntityManager em, String type, List<String> keys, DeclaredPurpose purpose) {
        return em.createQuery(
                        "select r.subjectKey, r.state, r.validUntil from " + ConsentRecord.NAME
                                + " r where r.subjectType = :type and r.subjectKey in :keys and r.purpose = :purpose",
                        Object[].class)
                .setParameter("type", type)
                .setParameter("keys", keys)
                .setParameter("purpose", purpose.code())
                // Asking must not write: decisions are flushed by the call that makes them.
                .setFlushMode(FlushModeType.COMMIT)
                .getResultList();
    }

    /**
     * When a purpose ended for each of these people of one kind, by key. Who is not in the answer never had it, or has it
     * still.
     */
    public Map<String, Instant> ended(Session session, String type, DeclaredPurpose purpose, Collection<String> keys) {
        Instant now = clock.instant();
        Map<String, Instant> ended = new HashMap<>();
        List<String> all = List.copyOf(keys);
        for (int from = 0; from < all.size(); from += 500) {
            session.createSelectionQuery(
                            "select r.subjectKey, r.state, r.validUntil, r.decidedAt from " + ConsentRecord.NAME
                                    + " r where r.subjectType = :type and r.subjectKey in :keys"
                                    + " and r.purpose = :purpose",
                            Object[].class)
                    .setParameter("type", type)
                    .setParameter("keys", all.subList(from, Math.min(all.size(), from + 500)))
                    .setParameter("purpose", purpose.code())
                    .getResultList()
                    .forEach(row -> {
                        ConsentState state = (ConsentState) row[1];
                        Instant validUntil = (Instant) row[2];
                        Standing standing = Standing.of(purpose.basis(), state, validUntil, now);
                        boolean objected = state == ConsentState.REFUSED
                                && !purpose.basis().needsGrant();
                        if (!standing.inForce() && (standing.state().ends() || objected)) {
                            boolean expired = standing.state() == ConsentState.EXPIRED && validUntil != null;
                            ended.put((String) row[0], expired ? validUntil : (Instant) row[3]);
                        }
                    });
        }
        return ended;
    }

    /** Everything that was ever decided about one person, oldest first. */
    public List<PastDecision> history(Session session, SubjectId subject) {
        List<?> revisions = AuditReaderFactory.get(session)
                .createQuery()
                .forRevisionsOfEntity(ConsentRecord.class, true, false)
                .add(AuditEntity.property("subjectType").eq(subject.type()))
                .add(AuditEntity.property("subjectKey").eq(subject.key()))
                .addOrder(AuditEntity.revisionNumber().asc())
                .addOrder(AuditEntity.id().asc())
                .getResultList();
        return revisions.stream()
                .map(ConsentRecord.class::cast)
                .map(ConsentRecord::past)
                .toList();
    }

    private @Nullable ConsentRecord find(Session session, SubjectId subject, String purpose) {
        return session.createSelectionQuery(
                        "from " + ConsentRecord.NAME
                                + " r where r.subjectType = :type and r.subjectKey = :key and r.purpose = :purpose",
                        ConsentRecord.class)
                .setParameter("type", subject.type())
                .setParameter("key", subject.key())
                .setParameter("purpose", purpose)
                .getSingleResultOrNull();
    }

    private String account() {
        String name = account.get();
        return name.length() <= 64 ? name : name.substring(0, 64);
    }
}
