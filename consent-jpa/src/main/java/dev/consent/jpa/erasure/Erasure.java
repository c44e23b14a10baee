package dev.consent.jpa.erasure;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.erasure.Backlog;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.ObligationQuery;
import dev.consent.erasure.Receipt;
import dev.consent.erasure.ReplayReport;
import dev.consent.erasure.SweepListener;
import dev.consent.erasure.SweepPause;
import dev.consent.erasure.SweepPlan;
import dev.consent.erasure.SweepReport;
import dev.consent.evidence.ChainCheck;
import dev.consent.jpa.derived.Copies;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything about erasing on one persistence unit: what is owed and by when, meeting it, and the proof that it was
 * met.
 *
 * <p>Safe for use by many threads. Methods that take an {@link EntityManager} work in its current transaction; those
 * that do not open transactions of their own.
 */
public final class Erasure {

    private final Obligations obligations;
    private final Sweep sweep;
    private final Replay replay;
    private final Forgetting forgetting;
    private final Runnable beforeSweep;

    /** Ends purposes and owes the erasure of everything. */
    public interface Forgetting {

        /** See {@link Erasure#forget}. */
        Obligation forget(EntityManager em, SubjectId subject, Grantor by);

        /** See {@link Erasure#keepAfterAll}. */
        boolean keepAfterAll(EntityManager em, SubjectId subject);
    }

    /** @param beforeSweep brings what is owed up to date */
    public Erasure(Obligations obligations, Sweep sweep, Replay replay, Forgetting forgetting, Runnable beforeSweep) {
        this.replay = replay;
        this.obligations = obligations;
        this.sweep = sweep;
        this.forgetting = forgetting;
        this.beforeSweep = beforeSweep;
    }

    /**
     * Forgets a person who asks for it (Art. 17), within the current transaction: every purpose that is in force ends, as
     * a decision on record, but for legal obligations and public tasks; its data is hidden at once; and everything about
     * the person that no duty keeps is owed to be erased, what was kept for a term after other purposes included.
     *
     * <p>Until it is erased the person may think again. What is granted again is kept, purpose by purpose; to keep what
     * no purpose needs either, {@linkplain #keepAfterAll take the request back}. Asking again changes nothing.
     *
     * @param by who asks
     * @return what is owed: due within the shortest time that purposes allow, a day at most
     * @throws dev.consent.decision.DecisionRefusedException when there is no such person; nothing was changed
     * @throws jakarta.persistence.TransactionRequiredException when no transaction is active
     */
    public Obligation forget(EntityManager em, SubjectId subject, Grantor by) {
        return forgetting.forget(em, subject, by);
    }

    /**
     * Takes a request to be forgotten back within the current transaction, as long as nothing was erased. Purposes stay
     * ended until they are granted again.
     *
     * @return whether there was such a request
     */
    public boolean keepAfterAll(EntityManager em, SubjectId subject) {
        return forgetting.keepAfterAll(em, subject);
    }

    /** All obligations about one person, newest first. */
    public List<Obligation> obligations(EntityManager em, SubjectId subject) {
        return obligations.of(em, subject);
    }

    /** The open obligations of everybody, the one due first first. */
    public List<Obligation> openObligations(EntityManager em, int limit) {
        return obligations.open(em, limit);
    }

    /**
     * Obligations that are asked for, in the order of their numbers. To page, hand back the number of the last one;
     * {@link dev.consent.jpa.audit.Audit#obligations(ObligationQuery)} does it for you, and writes CSV and JSON.
     *
     * @param after only those with larger numbers; 0 for the first page
     */
    public List<Obligation> obligations(EntityManager em, ObligationQuery asked, long after, int limit) {
        return obligations.find(em, asked, after, limit);
    }

    /** Placing and releasing holds, which keep data from being erased. */
    public Holds holds() {
        return sweep.holds();
    }

    /** Copies of personal data outside the database: having them erased, and what is still to be. */
    public Copies copies() {
        return sweep.copies();
    }

    /** The latest receipts, newest first. */
    public List<Receipt> receipts(EntityManager em, int limit) {
        return obligations.receipts(em, limit);
    }

    /** One receipt by its number, such as that of an {@linkplain Obligation#receipt() obligation} that is done. */
    public Optional<Receipt> receipt(EntityManager em, long id) {
        return obligations.receiptsAfter(em, id - 1, 1).stream()
                .filter(found -> found.id() == id)
                .findFirst();
    }

    /**
     * Walks along the chain of all receipts and says which were changed, removed or inserted, the last ones included.
     * Reads the whole table, a thousand receipts at a time, while sweeps go on.
     *
     * <p>Each receipt holds the hash of the one before, and the end of the chain is kept in a table of its own. Somebody
     * who may write both tables can still make up a whole new chain: note number and hash of the latest receipt
     * elsewhere from time to time, and compare.
     */
    public ChainCheck checkReceipts() {
        return sweep.checkReceipts();
    }

    /** How much is still to be erased, how much of it is late, and whether more will be. */
    public Backlog backlog() {
        return sweep.lateness().now();
    }

    /**
     * Erases everything that is due for it now: obligations whose time to reconsider is over, and rows whose term is
     * over. Grants whose end date has passed are closed first. Any number of nodes may sweep at once; a crash at any
     * moment loses nothing. A thread that is interrupted stops after the transaction at hand.
     */
    public SweepReport sweep() {
        return sweep.run();
    }

    /** Counts what {@link #sweep} would do now, and changes nothing. Grants whose end date has passed are not counted. */
    public SweepPlan plan() {
        return sweep.plan();
    }

    /**
     * Lets sweeping stand still on all nodes until it is {@linkplain #resumeSweeping resumed}, also after a restart. When
     * this returns, nothing is being erased anywhere. Deadlines go on: {@link #backlog} tells when they will be missed.
     *
     * @param reason why, 1 to 500 characters; it is stored, so name a person in it never
     * @return the pause; the one that is there already, if there is one
     */
    public SweepPause pauseSweeping(String reason) {
        return sweep.holds().pause(reason);
    }

    /**
     * Lets sweeping go on.
     *
     * @return whether it stood still
     */
    public boolean resumeSweeping() {
        return sweep.holds().resume();
    }

    /** Why sweeping stands still, or {@code null} when it does not. */
    public @Nullable SweepPause sweepingPaused(EntityManager em) {
        return sweep.holds().paused(em);
    }

    /**
     * Lets nodes of this version of the application erase everything from now on. Where two versions erase different
     * things for the same purpose or term, that is left to the one that started last for the first time, as long as any of
     * its nodes has started or swept within six hours. So this is needed only after a newer version was rolled back, by
     * those who do not want to wait for that.
     */
    public void takeOver() {
        sweep.models().takeOver();
    }

    /** Tells a listener how the sweeps of this node go from now on. */
    public void addListener(SweepListener listener) {
        sweep.listeners().add(listener);
    }

    /** Tells a listener no longer. */
    public void removeListener(SweepListener listener) {
        sweep.listeners().remove(listener);
    }

    /**
     * Erases again what the {@linkplain dev.consent.jpa.ConsentSettings#ERASURE_LOG erasure log} knows and the database
     * has not seen, because it was restored from a backup. Purposes that had ended end again, as a decision on record
     * with the date of the first end, so that everything about them is hidden at once; then it is swept. Runs by itself
     * when the application starts, before anything can be read, unless the settings say otherwise. Running it again, or
     * on several nodes, changes nothing. While sweeping is paused, what is about people is hidden and owed again, and
     * nothing is erased; at the start of the application rows past a term are, because they could be read otherwise.
     *
     * <p>A purpose that no data names is known once it was used. What was erased for one, which can be nothing but its
     * end, is ended again by the first call after that.
     *
     * @throws IllegalStateException when no erasure log is kept
     * @throws dev.consent.jpa.erasure.log.ErasureLogException when it cannot be read whole; nothing was changed
     */
    public ReplayReport replay() {
        return replay.run(beforeSweep);
    }
}
