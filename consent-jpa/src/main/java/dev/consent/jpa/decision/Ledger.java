package dev.consent.jpa.decision;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Decision;
import dev.consent.decision.DecisionRefusedException;
import dev.consent.decision.PastDecision;
import dev.consent.decision.Standing;
import dev.consent.jpa.effect.Effects;
import dev.consent.jpa.erasure.Obligations;
import dev.consent.jpa.subject.MaskCopies;
import dev.consent.jpa.subject.PurposeBits;
import dev.consent.jpa.subject.SubjectMasks;
import dev.consent.jpa.subject.SubjectMasks.Lock;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
    private final KnownPurposes purposes;
    private final BiPredicate<Session, SubjectId> exists;

    /**
     * @param exists whether there is a row of a person
     */
    public Ledger(
            SubjectMasks masks,
            MaskCopies copies,
            PurposeBits bits,
            Obligations obligations,
            Effects effects,
            Clock clock,
            Supplier<String> account,
            KnownPurposes purposes,
            BiPredicate<Session, SubjectId> exists) {
        this.masks = masks;
        this.copies = copies;
        this.bits = bits;
        this.obligations = obligations;
        this.effects = effects;
        this.clock = clock;
        this.account = account;
        this.purposes = purposes;
        this.exists = exists;
    }

    /**
     * Puts decisions into effect, all of them or none; the steps are in the order in which they must happen.
     *
     * @return what holds for each from now on
     * @throws DecisionRefusedException before anything is recorded
     */
    public List<Standing> decide(Session session, List<Decision> decisions) {
        Instant now = clock.instant();
        Map<SubjectId, Person> people =
                new TreeMap<>(Comparator.comparing(SubjectId::type).thenComparing(SubjectId::key));
        for (Decision decision : decisions) {
            people.computeIfAbsent(decision.subject(), Person::new).add(decision, purposes.of(decision.purpose()));
        }
        // The masks first: writers of a person's data take them before their rows, and the flush takes rows.
        people.values().forEach(person -> person.known = masks.lock(session, person.subject, Lock.WRITE));
        session.flush();
        for (Person person : people.values()) {
            if (person.known.isEmpty() && !exists.test(session, person.subject)) {
                throw DecisionRefusedException.unknownSubject(person.subject.type());
            }
            person.wanted.keySet().forEach(purpose -> load(session, person, purpose));
            person.wanted.forEach((purpose, decision) -> check(person, purpose, decision, now));
        }
        for (Person person : people.values()) {
            person.mask = person.known.isPresent() ? person.known.getAsLong() : registered(session, person.subject);
            // What others rest on goes first, or its end would end what the same call grants.
            person.wanted.keySet().stream()
                    .sorted(Comparator.comparingInt(this::depth))
                    .forEach(purpose -> decide(session, person, purpose, now));
        }
        List<Standing> standings = decisions.stream()
                .map(decision -> {
                    Person person = people.get(decision.subject());
                    return standing(person, purposes.of(decision.purpose()), person.recorded, now);
                })
                .toList();
        people.values()
                .forEach(person -> Stream.concat(person.records.values().stream(), person.touched.stream())
                        .forEach(session::detach));
        return standings;
    }

    /** One of those about whom is decided in one call. */
    private static final class Person {

        final SubjectId subject;
        final Map<DeclaredPurpose, Decision> wanted = new LinkedHashMap<>();
        final Map<String, ConsentRecord> records = new HashMap<>();
        final Function<DeclaredPurpose, Recorded> recorded = purpose -> Recorded.of(records.get(purpose.code()));
        final List<ConsentRecord> touched = new ArrayList<>();
        OptionalLong known = OptionalLong.empty();
        long mask;

        Person(SubjectId subject) {
            this.subject = subject;
        }

        void add(Decision decision, DeclaredPurpose purpose) {
            if (wanted.putIfAbsent(purpose, decision) != null) {
                throw new IllegalArgumentException(
                        "two decisions of one call are about the purpose '" + purpose.code() + "' and the same person");
            }
        }

        /** What will be on record once everything wanted is recorded. */
        Recorded planned(DeclaredPurpose purpose) {
            Recorded before = recorded.apply(purpose);
            Decision decision = wanted.get(purpose);
            if (decision == null) {
                return before;
            }
            ConsentState after = Standing.after(purpose.basis(), before.state(), decision.state());
            return after == before.state() && after != decision.state()
                    ? before
                    : new Recorded(after, decision.validUntil());
        }
    }

    /** What counts of a record. */
    private record Recorded(ConsentState state, @Nullable Instant validUntil) {

        static Recorded of(@Nullable ConsentRecord record) {
            return record == null
                    ? new Recorded(ConsentState.UNKNOWN, null)
                    : new Recorded(record.state, record.validUntil);
        }
    }

    private void load(Session session, Person person, DeclaredPurpose purpose) {
        if (!person.records.containsKey(purpose.code())) {
            ConsentRecord record = find(session, person.subject, purpose.code());
            if (record != null) {
                person.records.put(purpose.code(), record);
            }
        }
        purposes.requiredBy(purpose).forEach(required -> load(session, person, required));
    }

    private void check(Person person, DeclaredPurpose purpose, Decision decision, Instant now) {
        if (decision.state() == ConsentState.REQUESTED && !purpose.basis().needsGrant()) {
            throw DecisionRefusedException.notBasedOnConsent(purpose);
        }
        ConsentRecord record = person.records.get(purpose.code());
        if (record != null
                && decision.unchangedSince() != null
                && record.decidedAt.isAfter(decision.unchangedSince())
                && !record.says(decision)) {
            throw DecisionRefusedException.stale(purpose);
        }
        if (decision.state().granted()) {
            for (DeclaredPurpose required : purposes.requiredBy(purpose)) {
                if (!standing(person, required, person::planned, now).inForce()) {
                    throw DecisionRefusedException.prerequisiteMissing(purpose, required);
                }
            }
        }
    }

    private Standing standing(
            Person person, DeclaredPurpose purpose, Function<DeclaredPurpose, Recorded> record, Instant now) {
        Recorded own = record.apply(purpose);
        return Standing.of(purpose.basis(), own.state(), own.validUntil(), now)
                .restingOn(purposes.requiredBy(purpose).stream()
                        .map(required -> standing(person, required, record, now))
                        .toList());
    }

    private int depth(DeclaredPurpose purpose) {
        return purposes.requiredBy(purpose).stream().mapToInt(this::depth).max().orElse(-1) + 1;
    }

    private void decide(Session session, Person person, DeclaredPurpose purpose, Instant now) {
        Decision decision = Objects.requireNonNull(person.wanted.get(purpose));
        ConsentRecord record = person.records.get(purpose.code());
        if (record != null
                && record.state.granted()
                && !Standing.of(purpose.basis(), record.state, record.validUntil, now)
                        .inForce()) {
            // It ran out, and no tick has seen it yet: what rests on it ended then, whatever is decided now.
            person.mask = endResting(
                    session, person.subject, purpose, record, ConsentState.EXPIRED, person.mask, now, person.touched);
        }
        ConsentState before = record == null ? ConsentState.UNKNOWN : record.state;
        ConsentState after = Standing.after(purpose.basis(), before, decision.state());
        boolean unheard = record != null && (record.says(decision) || (after == before && after != decision.state()));
        if (record == null || !unheard) {
            record = write(session, record, decision, after, purpose, now);
            person.records.put(purpose.code(), record);
        }
        Standing standing = standing(person, purpose, person.recorded, now);
        person.mask = project(session, person.subject, purpose, standing, person.mask, now, !unheard);
        if (!standing.inForce()) {
            person.mask = endResting(
                    session,
                    person.subject,
                    purpose,
                    record,
                    Standing.endedBy(standing.state()),
                    person.mask,
                    now,
                    person.touched);
        }
    }

    /** Ends the grants that rest on a purpose that is over; returns the new mask. */
    private long endResting(
            Session session,
            SubjectId subject,
            DeclaredPurpose over,
            ConsentRecord cause,
            ConsentState state,
            long mask,
            Instant since,
            Collection<ConsentRecord> touched) {
        long left = mask;
        for (DeclaredPurpose resting : purposes.restingOn(over)) {
            ConsentRecord record = find(session, subject, resting.code());
            if (record != null && record.state.granted()) {
                record.endWith(cause, state, account(), clock.instant());
                touched.add(record);
                session.flush();
                Standing ended = Standing.of(resting.basis(), record.state, record.validUntil, since);
                left = project(session, subject, resting, ended, left, since, true);
                left = endResting(session, subject, resting, record, state, left, since, touched);
            }
        }
        return left;
    }

    private long registered(Session session, SubjectId subject) {
        masks.register(session, subject);
        long mask = masks.lock(session, subject, Lock.WRITE).orElseThrow();
        copies.spread((SharedSessionContractImplementor) session, subject, mask);
        return mask;
    }

    private ConsentRecord write(
            Session session,
            @Nullable ConsentRecord known,
            Decision decision,
            ConsentState state,
            DeclaredPurpose purpose,
            Instant now) {
        ConsentRecord record = known == null ? new ConsentRecord(decision.subject(), purpose.code()) : known;
        record.record(decision, state, account(), now);
        if (known == null) {
            session.persist(record);
        }
        session.flush();
        return record;
    }

    /** Brings mask and obligations in line with what holds, and tells whom it concerns; returns the new mask. */
    private long project(
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
        return wanted;
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
            long mask = masks.lock(session, subject, Lock.WRITE).orElse(0L);
            session.refresh(found);
            if (found.state.granted() && found.validUntil != null && !found.validUntil.isAfter(now)) {
                DeclaredPurpose purpose = purposes.get(found.purpose);
                Standing standing = Standing.of(purpose.basis(), found.state, found.validUntil, now);
                found.state = standing.state();
                long left = project(session, subject, purpose, standing, mask, found.validUntil, true);
                endResting(session, subject, purpose, found, found.state, left, found.validUntil, new ArrayList<>());
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
            byType.computeIfAbsent(subject.type(), type -> new ArrayList<>()).add(subject);
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
        for (DeclaredPurpose required : purposes.requiredBy(purpose)) {
            standings(em, subjects, required)
                    .forEach((subject, base) ->
                            standings.computeIfPresent(subject, (same, own) -> own.restingOn(List.of(base))));
        }
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
