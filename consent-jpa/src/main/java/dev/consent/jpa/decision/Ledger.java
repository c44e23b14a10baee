package dev.consent.jpa.decision;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.Agreement;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Decision;
import dev.consent.decision.DecisionRefusedException;
import dev.consent.decision.Guardianship;
import dev.consent.decision.Standing;
import dev.consent.jpa.effect.Effects;
import dev.consent.jpa.erasure.Holds;
import dev.consent.jpa.erasure.Obligations;
import dev.consent.jpa.guardian.Families;
import dev.consent.jpa.guardian.Family;
import dev.consent.jpa.subject.MaskCopies;
import dev.consent.jpa.subject.PurposeBits;
import dev.consent.jpa.subject.SubjectMasks;
import dev.consent.jpa.subject.SubjectMasks.Lock;
import dev.consent.jpa.wording.Versions;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Records decisions and answers what was decided. */
public final class Ledger {

    private static final List<ConsentState> GRANTED = List.of(ConsentState.GIVEN, ConsentState.RENEWED);

    private final Means means;
    private final Clock clock;

    /**
     * @param account the account at work on the current thread
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
            Families families,
            BiPredicate<Session, SubjectId> exists) {
        this.means = new Means(masks, copies, bits, obligations, effects, account, purposes, families, exists);
        this.clock = clock;
    }

    /**
     * Puts decisions into effect, all of them or none.
     *
     * @return what holds for each from now on
     * @throws DecisionRefusedException before anything is recorded
     */
    public List<Standing> decide(Session session, List<Decision> decisions) {
        return new Deciding(means, session, now()).decide(decisions);
    }

    /**
     * Makes somebody a guardian of a person, or ends that.
     *
     * @return whether anything changed
     * @throws DecisionRefusedException when there is no such person
     */
    public boolean guardian(Session session, SubjectId subject, Grantor guardian, boolean appointed) {
        return new Appointing(means, session, now()).guardian(subject, guardian, appointed);
    }

    /** Everybody who decides or decided for a person. */
    public List<Guardianship> guardians(EntityManager em, SubjectId subject) {
        return means.families().all(em, subject);
    }

    /** Who of those that decide for a person has agreed to a purpose. */
    public Agreement agreement(Session session, SubjectId subject, DeclaredPurpose purpose) {
        Instant now = now();
        Family family = means.families().of(session, subject, now);
        if (!Hearing.isNeeded(family, purpose)) {
            return new Agreement(purpose.guardians(), List.of(), List.of());
        }
        Hearing hearing =
                new Hearing(session, subject, purpose, family.guardians(), Versions.of(session, purpose), now);
        Set<String> agreeing =
                hearing.counting().stream().map(voice -> voice.grantorId).collect(Collectors.toSet());
        hearing.detach();
        Map<Boolean, List<Guardianship>> guardians = guardians(session, subject).stream()
                .filter(guardianship -> guardianship.until() == null)
                .collect(Collectors.partitioningBy(guardianship ->
                        agreeing.contains(guardianship.guardian().id())));
        return new Agreement(
                purpose.guardians(),
                Objects.requireNonNull(guardians.get(true)),
                Objects.requireNonNull(guardians.get(false)));
    }

    /** From when a person decides themselves, or {@code null} when that is not known. */
    public @Nullable Instant comesOfAge(Session session, SubjectId subject) {
        return means.families().comesOfAge(session, subject);
    }

    /**
     * Restricts processing for a person: nothing is in force for them from now on, whatever was and is decided.
     *
     * @return the mask they had, or nothing when it was restricted already
     * @throws DecisionRefusedException when there is no such person
     */
    public OptionalLong restrict(Session session, SubjectId subject) {
        return new Restricting(means, session, now()).restrict(subject);
    }

    /**
     * Lifts the restriction of processing for a person.
     *
     * @param before how it was; asked for when the person is locked
     * @return whether anything changed
     * @throws DecisionRefusedException when there is no such person
     */
    public boolean liftRestriction(Session session, SubjectId subject, Supplier<Holds.Before> before) {
        return new Restricting(means, session, now()).lift(subject, before);
    }

    /** From when somebody decides themselves who was born on this day and lives in this country. */
    public Instant comesOfAge(LocalDate born, @Nullable String country) {
        return means.families().comesOfAge(born, country);
    }

    /**
     * Closes grants that have run out, by their end date, because they were not renewed in time, or because a child has
     * come of age: masks follow, and the
     * erasure is owed from then on. The gate needs none of this, it computes the end itself.
     *
     * @return how many were closed
     */
    public int expire(Session session, Map<String, DeclaredPurpose> purposes, int atMost) {
        Instant now = now();
        if (!mayExpire(session, now)) {
            return 0;
        }
        Set<ConsentRecord> over = new TreeSet<>(Comparator.comparing((ConsentRecord record) -> record.subjectType)
                .thenComparing(record -> record.subjectKey)
                .thenComparing(record -> record.id));
        over.addAll(session.createSelectionQuery(
                        "from " + ConsentRecord.NAME + " r where r.validUntil <= :now and r.state in :granted"
                                + " and r.purpose in :purposes order by r.subjectType, r.subjectKey",
                        ConsentRecord.class)
                .setParameter("now", now)
                .setParameter("granted", GRANTED)
                .setParameter("purposes", purposes.keySet())
                .setMaxResults(atMost)
                .getResultList());
        for (DeclaredPurpose purpose : purposes.values()) {
            if (over.size() < atMost && purpose.basis().needsGrant()) {
                over.addAll(notRenewed(session, purpose, now, atMost - over.size()));
                over.addAll(ofAge(session, purpose, now, atMost));
            }
        }
        for (ConsentRecord found : over) {
            long mask = means.masks()
                    .lock(session, new SubjectId(found.subjectType, found.subjectKey), Lock.WRITE)
                    .orElse(0L);
            session.refresh(found);
            new Expiring(means, session, now).expire(found, Objects.requireNonNull(purposes.get(found.purpose)), mask);
        }
        return over.size();
    }

    /** Expressions of queries that count what may have ended grants by {@code :now}. Mostly none counts anything. */
    public static List<String> mayBeOver() {
        String granted = " in ("
                + GRANTED.stream()
                        .map(state -> ConsentState.class.getName() + "." + state.name())
                        .collect(Collectors.joining(", "))
                + "))";
        return List.of(
                "(select count(*) from " + ConsentRecord.NAME + " r where r.validUntil <= :now and r.state" + granted,
                Versions.materialChangesOfAll(),
                "(select count(*) from " + ConsentRecord.NAME + " a where a.ofAgeAt <= :now and a.state" + granted);
    }

    /** Whether any grant may be over, in one statement: every look asks, and mostly there is none. */
    private static boolean mayExpire(Session session, Instant now) {
        Object[] counts = session.createSelectionQuery("select " + String.join(", ", mayBeOver()), Object[].class)
                .setParameter("now", now)
                .getSingleResult();
        return Arrays.stream(counts).anyMatch(count -> (long) count > 0);
    }

    private static List<ConsentRecord> ofAge(Session session, DeclaredPurpose purpose, Instant now, int atMost) {
        return session.createSelectionQuery(
                        "from " + ConsentRecord.NAME + " r where r.purpose = :purpose and r.ofAgeAt <= :before"
                                + " and r.state in :granted order by r.subjectType, r.subjectKey",
                        ConsentRecord.class)
                .setParameter("purpose", purpose.code())
                .setParameter("before", now.minus(purpose.renewWithin()))
                .setParameter("granted", GRANTED)
                .setMaxResults(atMost)
                .getResultList();
    }

    private static List<ConsentRecord> notRenewed(Session session, DeclaredPurpose purpose, Instant now, int atMost) {
        Instant before = Versions.of(session, purpose).overBefore(now);
        if (before == null) {
            return List.of();
        }
        return session.createSelectionQuery(
                        "from " + ConsentRecord.NAME + " r where r.purpose = :purpose and r.wordedAt < :before"
                                + " and r.state in :granted order by r.subjectType, r.subjectKey",
                        ConsentRecord.class)
                .setParameter("purpose", purpose.code())
                .setParameter("before", before)
                .setParameter("granted", GRANTED)
                .setMaxResults(atMost)
                .getResultList();
    }

    /** What holds for one purpose and one person, exact at this moment. */
    public Standing standing(EntityManager em, SubjectId subject, DeclaredPurpose purpose) {
        return Objects.requireNonNull(standings(em, List.of(subject), purpose).get(subject));
    }

    /** What holds for one purpose and several people. */
    public Map<SubjectId, Standing> standings(
            EntityManager em, Collection<SubjectId> subjects, DeclaredPurpose purpose) {
        return standings().of(em, subjects, purpose);
    }

    /**
     * When a purpose ended for each of these people of one kind, by key. Who is not in the answer never had it, or has it
     * still.
     */
    public Map<String, Instant> ended(Session session, String type, DeclaredPurpose purpose, Collection<String> keys) {
        return standings().ended(session, type, purpose, keys);
    }

    /** No finer than databases store it, or what was decided now would seem to be later than now. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Standings standings() {
        return new Standings(means.purposes(), now());
    }
}
