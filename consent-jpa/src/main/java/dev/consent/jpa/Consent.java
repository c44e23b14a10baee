package dev.consent.jpa;

import dev.consent.SubjectId;
import dev.consent.catalog.DataCatalog;
import dev.consent.decision.Decision;
import dev.consent.decision.PastDecision;
import dev.consent.decision.Standing;
import dev.consent.erasure.Backlog;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.Receipt;
import dev.consent.erasure.SweepReport;
import dev.consent.gate.ConsentGate;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.util.List;

/**
 * Consent on one persistence unit. Hiding needs no call: it is in force from the moment the
 * {@link EntityManagerFactory} exists. This is the entry for everything else: deciding, asking first, erasing, auditing.
 *
 * <p>Safe for use by many threads. Methods that take an {@link EntityManager} work in its current transaction; those
 * that do not open transactions of their own.
 */
public final class Consent {

    private Consent() {}

    /**
     * Consent on this persistence unit.
     *
     * @throws IllegalStateException when consent was not on the class path as the factory was built
     */
    public static Consent of(EntityManagerFactory factory) {
        throw new UnsupportedOperationException();
    }

    /**
     * Puts a decision into effect within the current transaction: the ledger, the visibility of the person's data, and
     * the obligation to erase change together or not at all. From the commit on, no later statement on any node reads
     * what was closed. Saying the same thing again with the same wording changes nothing.
     *
     * <p>Instances of this person's data that this entity manager has already loaded are detached from it, after
     * pending changes were flushed, so that they are not read from memory.
     *
     * @return what holds for the purpose from now on
     * @throws jakarta.persistence.TransactionRequiredException when no transaction is active
     * @throws dev.consent.ConsentException when the purpose or the kind of person is not part of this persistence unit
     */
    public Standing decide(EntityManager em, Decision decision) {
        throw new UnsupportedOperationException();
    }

    /** The gate that answers in this entity manager's current transaction, or in none. */
    public ConsentGate gate(EntityManager em) {
        throw new UnsupportedOperationException();
    }

    /** All decisions about one person as Envers kept them, oldest first. */
    public List<PastDecision> history(EntityManager em, SubjectId subject) {
        throw new UnsupportedOperationException();
    }

    /** All obligations about one person, newest first. */
    public List<Obligation> obligations(EntityManager em, SubjectId subject) {
        throw new UnsupportedOperationException();
    }

    /** The open obligations of everybody, the one due first first. */
    public List<Obligation> openObligations(EntityManager em, int limit) {
        throw new UnsupportedOperationException();
    }

    /** The latest receipts, newest first. */
    public List<Receipt> receipts(EntityManager em, int limit) {
        throw new UnsupportedOperationException();
    }

    /** How much is still to be erased, and how much of it is late. */
    public Backlog backlog() {
        throw new UnsupportedOperationException();
    }

    /**
     * Erases everything that is due for it now: obligations whose time to reconsider is over, and rows whose term is
     * over. Any number of nodes may sweep at once; a crash at any moment loses nothing.
     */
    public SweepReport sweep() {
        throw new UnsupportedOperationException();
    }

    /**
     * Registers the data subjects that were inserted behind Hibernate's back. Runs by itself when the application
     * starts.
     *
     * @return how many were registered
     */
    public int registerSubjects() {
        throw new UnsupportedOperationException();
    }

    /** What this application keeps, for which purposes. */
    public DataCatalog catalog() {
        throw new UnsupportedOperationException();
    }

    /**
     * Proves on the running model that every catalogued row, column, collection and history table carries its guard.
     * Runs by itself when the application starts; call it in a test of your own.
     *
     * @throws dev.consent.ConsentException listing what is not guarded
     */
    public void assertGuarded() {
        throw new UnsupportedOperationException();
    }

    /** The clock everything is decided, hidden and erased by. */
    public Clock clock() {
        throw new UnsupportedOperationException();
    }
}
