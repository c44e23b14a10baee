package dev.consent.jpa;

import dev.consent.SubjectId;
import dev.consent.catalog.DataCatalog;
import dev.consent.catalog.Finding;
import dev.consent.decision.Decision;
import dev.consent.decision.DecisionListener;
import dev.consent.decision.PastDecision;
import dev.consent.decision.Standing;
import dev.consent.erasure.HoldRequest;
import dev.consent.erasure.KeptBecause;
import dev.consent.gate.ConsentGate;
import dev.consent.gate.PrivilegedUse;
import dev.consent.gate.Scope;
import dev.consent.jpa.audit.Audit;
import dev.consent.jpa.erasure.Erasure;
import dev.consent.jpa.feed.AdmissionReport;
import dev.consent.jpa.feed.Feed;
import dev.consent.jpa.hibernate.ConsentEngine;
import dev.consent.jpa.notice.Notices;
import dev.consent.jpa.record.ConsentReceipt;
import dev.consent.jpa.record.RecordOfProcessing;
import dev.consent.jpa.schema.ConsentSchema;
import dev.consent.jpa.wording.Wordings;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.TransactionRequiredException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Consent on one persistence unit. Hiding needs no call: it is in force from the moment the
 * {@link EntityManagerFactory} exists. This is the entry for everything else: deciding, asking first, erasing, auditing.
 *
 * <p>Safe for use by many threads. Methods that take an {@link EntityManager} work in its current transaction; those
 * that do not open transactions of their own.
 */
public final class Consent {

    private final ConsentEngine engine;

    private Consent(ConsentEngine engine) {
        this.engine = engine;
    }

    /**
     * Consent on this persistence unit.
     *
     * @throws IllegalStateException when consent was not on the class path as the factory was built
     */
    public static Consent of(EntityManagerFactory factory) {
        return new Consent(ConsentEngine.of(factory));
    }

    /**
     * Puts a decision into effect within the current transaction: the ledger, the visibility of the person's data, and
     * the obligation to erase change together or not at all. From the commit on, no later statement on any node reads
     * what was closed. Saying the same thing again with the same wording changes nothing.
     *
     * <p>Pending changes are flushed first. Then instances of protected data about this person that this entity manager
     * has loaded are detached from it, and so is everything that holds them in memory, directly or through others, so
     * that nothing is read from there. Decide at the end of a unit of work, or load again what you go on with: changes
     * to detached instances are not written.
     *
     * @return what holds for the purpose from now on
     * @throws jakarta.persistence.TransactionRequiredException when no transaction is active
     * @throws dev.consent.decision.DecisionRefusedException when the decision cannot be recorded; nothing was changed
     */
    public Standing decide(EntityManager em, Decision decision) {
        return decide(em, List.of(decision)).get(0);
    }

    /**
     * Puts several decisions into effect as {@link #decide(EntityManager, Decision)} does, each on its own footing but
     * all of them or none: the answers of one form, or consents that were given before consent was here, each with a
     * reference to its evidence. Their order does not matter.
     *
     * @param decisions at most one about each purpose of each person
     * @return what holds from now on, in the order of the decisions
     * @throws jakarta.persistence.TransactionRequiredException when no transaction is active
     * @throws dev.consent.decision.DecisionRefusedException when one of them cannot be recorded; nothing was changed
     * @throws IllegalArgumentException when two are about the same purpose and person
     */
    public List<Standing> decide(EntityManager em, List<Decision> decisions) {
        if (!em.isJoinedToTransaction()) {
            throw new TransactionRequiredException("a decision needs a transaction: everything it changes, or nothing");
        }
        return engine.decide(em, decisions);
    }

    /** Who decides for people under the age of consent. */
    public Guardians guardians() {
        return new Guardians(engine);
    }

    /**
     * Restricts processing for a person within the current transaction (GDPR Art. 18): everything about them is hidden,
     * whatever was and is decided, nothing of it is erased, and the gate says no for every purpose. Decisions are recorded
     * as ever, and count when the restriction is lifted. Recipients get a notice. What a person's data is still needed for,
     * such as a legal claim, is read in a {@linkplain #privileged privileged} scope.
     *
     * <p>When the transaction has committed, no sweep on any node erases anything about the person, rows that others are
     * named in included: its commit waits for sweeps that are under way.
     *
     * @param reason on which ground, in 1 to 500 characters; it is stored, so name a file or a request and no person
     * @return whether it was not restricted before
     * @throws jakarta.persistence.TransactionRequiredException when no transaction is active
     * @throws dev.consent.decision.DecisionRefusedException when there is no such person
     */
    public boolean restrict(EntityManager em, SubjectId subject, String reason) {
        if (reason.isBlank() || reason.length() > HoldRequest.LONGEST_REASON) {
            throw new IllegalArgumentException(
                    "a restriction needs a reason of 1 to " + HoldRequest.LONGEST_REASON + " characters");
        }
        requireTransaction(em);
        return engine.restrict(em, subject, reason);
    }

    /**
     * Lifts the restriction of processing for a person within the current transaction: what is in force by the decisions
     * comes back, and what was to be erased is erased, with as much time as when its purpose ended. Whoever asked for the
     * restriction is to be told before (GDPR Art. 18(3)).
     *
     * @return whether it was restricted
     * @throws jakarta.persistence.TransactionRequiredException when no transaction is active
     * @throws dev.consent.decision.DecisionRefusedException when there is no such person
     */
    public boolean liftRestriction(EntityManager em, SubjectId subject) {
        requireTransaction(em);
        return engine.liftRestriction(em, subject);
    }

    private static void requireTransaction(EntityManager em) {
        if (!em.isJoinedToTransaction()) {
            throw new TransactionRequiredException("restricting needs a transaction: with what follows, or not at all");
        }
    }

    /** The strict gate: it asks the database in this entity manager's current transaction, or in none. */
    public ConsentGate gate(EntityManager em) {
        return new EngineGate(engine, em);
    }

    /**
     * The cached gate, for questions asked very often. Its answers are shared by all cached gates of this persistence
     * unit. A decision of this node counts from its commit on, one of another node after at most
     * {@link ConsentSettings#GATE_STALENESS}; an answer never outlives the end date of its grant. In a transaction that
     * has decided something itself, and in a scope with a clock of its own, it asks the database like the strict gate.
     */
    public ConsentGate cachedGate(EntityManager em) {
        return new CachedGate(engine, em, new EngineGate(engine, em));
    }

    /**
     * Takes in what a feed delivers: hands on, in parts, the records of people for whom the purpose is in force, and
     * forgets the rest. Each part is looked up in one query and handed on in a transaction of its own, in which those
     * people cannot withdraw. Works in constant memory, whatever the number of records.
     *
     * <p>What was handed on stays when a later part fails: deliver again, {@linkplain Feed#identifiedBy identified}
     * records are then recognized. When the purpose comes into force for a person, its sources get the {@linkplain
     * dev.consent.notice.NoticeKind#DELIVER_AGAIN notice} to deliver again what was forgotten.
     *
     * @param records read once, to the end; {@code stream.iterator()} will do
     * @param store stores a part in the transaction of the entity manager it is given
     * @return how many were handed on, and how many were not for which reason
     * @throws dev.consent.ConsentException when the purpose does not name the source, or records are about a kind of
     *     person unknown here
     */
    public <R> AdmissionReport admit(
            Feed<R> feed, Iterator<? extends R> records, BiConsumer<EntityManager, List<R>> store) {
        return engine.admission().run(feed, records, store);
    }

    /** The texts people are shown when they are asked. */
    public Wordings wordings() {
        return engine.wordings();
    }

    /** What recipients and sources have to be told. */
    public Notices notices() {
        return engine.notices();
    }

    /** Tells a listener of every decision of this node from now on, after its commit. */
    public void addListener(DecisionListener listener) {
        engine.effects().add(listener);
    }

    /** Tells a listener no longer. */
    public void removeListener(DecisionListener listener) {
        engine.effects().remove(listener);
    }

    /**
     * All decisions about one person as Envers kept them, oldest first. A shared entity manager of a container needs a
     * transaction for this.
     */
    public List<PastDecision> history(EntityManager em, SubjectId subject) {
        return engine.history(em, subject);
    }

    /** Everything about erasing: what is owed, meeting it, and the proof. */
    public Erasure erasure() {
        return new Erasure(
                engine.obligations(), engine.sweep(), engine.replay(), engine.forgetting(), this::expireGrants);
    }

    /**
     * Why what is stored about one person is kept: for each entity and attribute that holds something about them, which
     * purpose needs it, on which legal basis, and until when. What nothing needs any more is listed without reasons: it
     * is hidden, and goes with the next sweep whose time has come. Answers by the same rules as the sweep.
     *
     * @throws dev.consent.ConsentException when the kind of person is not part of this persistence unit
     */
    public List<KeptBecause> keptBecause(EntityManager em, SubjectId subject) {
        return engine.keptBecause(em, subject);
    }

    /**
     * Closes grants whose end date has passed or that were not renewed in time, so that guards follow. The gate is exact without it. Part of every
     * {@link Erasure#sweep()}; call it more often where grants have end dates.
     *
     * @return how many were closed
     */
    public int expireGrants() {
        return engine.expireGrants();
    }

    /**
     * Registers the data subjects that were inserted behind Hibernate's back. Runs by itself when the application
     * starts.
     *
     * @return how many were registered
     */
    public int registerSubjects() {
        return engine.registerSubjects();
    }

    /**
     * How many rows of each entity carry a copy of another mask than their data subject's. Hibernate keeps the copies
     * right; rows that were inserted or moved behind its back show up here, hidden as long as nothing was decided for
     * them. Reads every stamped table whole.
     *
     * @return rows by entity name; empty when everything is right, or nothing is stamped
     */
    public Map<String, Long> driftedStamps() {
        return engine.driftedStamps();
    }

    /**
     * Corrects every row that {@link #driftedStamps} counts, in transactions of its own that hold up decisions about
     * some hundred people at a time. Safe to run on any number of nodes, and while the application works.
     *
     * @return how many rows were corrected
     */
    public long repairStamps() {
        return engine.repairStamps();
    }

    /**
     * The current scope, with leave to read what is hidden: for the person's own export, for a legal hold, for an
     * auditor. The use is recorded before this returns, in a transaction and on a connection of its own, so that it is
     * not undone with another. Within the scope every guard is open, for queries, entities and histories alike, native queries on
     * protected tables are allowed, and nothing else changes: writing still needs a purpose in force, and bulk
     * statements that read protected attributes stay refused.
     *
     * <p>The privilege ends by itself after the given time on the clock of the persistence unit, even while the work
     * runs: from then on, statements hide again. It counts on this persistence unit only. What an entity manager has
     * loaded stays loaded: open one within the scope and close it there.
     *
     * <pre>{@code
     * List<String> texts = consent.privileged("export for the person, request 4711", Duration.ofMinutes(5))
     *         .get(() -> factory.callInTransaction(em -> export(em)));
     * }</pre>
     *
     * @param reason why, in 1 to 500 characters; it is stored, so name a file or a request and no person
     * @param atMost how long, at most 24 hours
     * @throws IllegalArgumentException when the reason is blank or too long, or the time is not positive or too long
     */
    public Scope privileged(String reason, Duration atMost) {
        return engine.privileged(reason, atMost);
    }

    /** The latest uses of {@link #privileged}, newest first. */
    public List<PrivilegedUse> privilegedUses(EntityManager em, int limit) {
        return engine.privilegedUses(em, limit);
    }

    /** The questions auditors ask, each answered page by page or written whole. Opens transactions of its own. */
    public Audit audit() {
        return new Audit(engine);
    }

    /** What this application keeps, for which purposes. */
    public DataCatalog catalog() {
        return engine.catalog();
    }

    /**
     * What a person should look at in the catalogue: fields nobody has classified, first of all those whose names sound
     * personal in English or Dutch; personal data without a term; rows that may be about nobody; sensitive data on a
     * basis that cannot carry it; purposes no data names; audiences nobody can be in.
     */
    public List<Finding> explain() {
        return Inquiry.explain(engine);
    }

    /**
     * The record of processing activities (GDPR Art. 30), read from the annotations in force. Who the controller is
     * comes from the settings that begin with {@code consent.controller.}.
     */
    public RecordOfProcessing recordOfProcessing() {
        return RecordOfProcessing.of(
                engine.catalog(), Inquiry.controller(engine), engine.clock().instant());
    }

    /**
     * Writes everything that is held about one person as a zip with a page to read and the same as JSON (GDPR Art. 15 and
     * 20): what an erasure would take, what is hidden included, with purposes, decisions, recipients and how long it is
     * kept. Keys of other people and what is about them are left out. Streamed, in a transaction of its own and in a
     * {@linkplain #privileged privileged} scope that is recorded under this reason.
     *
     * @param reason why, as for {@link #privileged}; it names a request and no person
     * @param out stays open
     * @param language English or Dutch
     * @throws dev.consent.ConsentException when the kind of person is not part of this persistence unit
     */
    public void export(SubjectId subject, String reason, OutputStream out, Locale language) {
        Inquiry.export(engine, subject, reason, out, language);
    }

    /**
     * The consent receipt of one person: every purpose based on consent they, or those who decide for them, were ever
     * asked about, with all decisions and the texts they were made on. Opens a transaction of its own.
     *
     * @throws dev.consent.ConsentException when the kind of person is not part of this persistence unit, or settings that a
     *     receipt needs are missing; the message names them
     */
    public ConsentReceipt receipt(SubjectId subject) {
        return Inquiry.receipt(engine, subject);
    }

    /**
     * Proves on the running model that every catalogued row, column, collection and history table carries its guard.
     * Runs by itself when the application starts; call it in a test of your own.
     *
     * @throws dev.consent.ConsentException listing what is not guarded
     */
    public void assertGuarded() {
        engine.assertGuarded();
    }

    /** Scripts for the schema of this persistence unit. */
    public ConsentSchema schema() {
        return engine.schema();
    }

    /** The clock everything is decided, hidden and erased by on this thread. */
    public Clock clock() {
        return engine.clock();
    }
}
