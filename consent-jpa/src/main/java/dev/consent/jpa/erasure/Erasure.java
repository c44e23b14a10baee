package dev.consent.jpa.erasure;

import dev.consent.SubjectId;
import dev.consent.erasure.Backlog;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.Receipt;
import dev.consent.erasure.ReceiptCheck;
import dev.consent.erasure.SweepReport;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;

/**
 * Everything about erasing on one persistence unit: what is owed and by when, meeting it, and the proof that it was
 * met.
 *
 * <p>Safe for use by many threads. Methods that take an {@link EntityManager} work in its current transaction; those
 * that do not open transactions of their own.
 */
public final class Erasure {

    private final SessionFactory factory;
    private final Obligations obligations;
    private final Sweep sweep;
    private final Supplier<Clock> clock;
    private final Runnable beforeSweep;

    /** @param beforeSweep brings what is owed up to date */
    public Erasure(
            SessionFactory factory, Obligations obligations, Sweep sweep, Supplier<Clock> clock, Runnable beforeSweep) {
        this.factory = factory;
        this.obligations = obligations;
        this.sweep = sweep;
        this.clock = clock;
        this.beforeSweep = beforeSweep;
    }

    /** All obligations about one person, newest first. */
    public List<Obligation> obligations(EntityManager em, SubjectId subject) {
        return obligations.of(em, subject);
    }

    /** The open obligations of everybody, the one due first first. */
    public List<Obligation> openObligations(EntityManager em, int limit) {
        return obligations.open(em, limit);
    }

    /** The latest receipts, newest first. */
    public List<Receipt> receipts(EntityManager em, int limit) {
        return obligations.receipts(em, limit);
    }

    /**
     * Walks along the chain of all receipts and says which were changed, removed or inserted, the last ones included.
     * Reads the whole table, a thousand receipts at a time, while sweeps go on.
     *
     * <p>Each receipt holds the hash of the one before, and the end of the chain is kept in a table of its own. Somebody
     * who may write both tables can still make up a whole new chain: note number and hash of the latest receipt
     * elsewhere from time to time, and compare.
     */
    public ReceiptCheck checkReceipts() {
        return obligations.checkReceipts(factory);
    }

    /** How much is still to be erased, and how much of it is late. */
    public Backlog backlog() {
        return factory.fromTransaction(
                session -> obligations.backlog(session, clock.get().instant()));
    }

    /**
     * Erases everything that is due for it now: obligations whose time to reconsider is over, and rows whose term is
     * over. Grants whose end date has passed are closed first. Any number of nodes may sweep at once; a crash at any
     * moment loses nothing.
     */
    public SweepReport sweep() {
        beforeSweep.run();
        return sweep.run();
    }
}
