package dev.consent.jpa.erasure;

import dev.consent.jpa.transaction.OwnChanges;
import dev.consent.jpa.transaction.OwnTransactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.TransactionCompletionCallbacks.AfterCompletionCallback;
import org.jspecify.annotations.Nullable;

/**
 * Leaves records of how fast this node sweeps. They are written in erasing transactions that commit anyway, and not in
 * each of them: to erase one person must not cost a commit for the record alone.
 */
final class SweepRates {

    /** So far apart are two records of one node at least. */
    private static final Duration APART = Duration.ofSeconds(10);

    /** How long records are kept, and how often old ones are looked for. */
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private static final Duration TIDIED = Duration.ofDays(1);

    private final SessionFactory factory;
    private final Clock clock;
    private Work unwritten = Work.NONE;
    private @Nullable Instant written;
    private @Nullable Instant tidied;

    SweepRates(SessionFactory factory, Clock clock) {
        this.factory = factory;
        this.clock = clock;
    }

    /** How many obligations came to an end, and how long that took. */
    private record Work(long done, long nanos) {

        private static final Work NONE = new Work(0, 0);

        Work and(Work more) {
            return new Work(done + more.done, nanos + more.nanos);
        }
    }

    /** An erasing transaction is about to end that has worked so long. */
    void note(Session session, Tally turn, long nanos) {
        Work mine = new Work(turn.ended(), nanos);
        Work before = take(clock.instant());
        if (before != null) {
            Work all = before.and(mine);
            session.persist(new SweepRunRow(clock.instant(), all.nanos(), all.done()));
        }
        AfterCompletionCallback ended = (committed, owner) -> ended(committed, mine, before);
        ((SharedSessionContractImplementor) session)
                .getTransactionCompletionCallbacks()
                .registerCallback(ended);
    }

    /** What was not written yet, if it is time to. */
    private synchronized @Nullable Work take(Instant now) {
        if (written != null && Duration.between(written, now).abs().compareTo(APART) < 0) {
            return null;
        }
        Work all = unwritten;
        unwritten = Work.NONE;
        written = now;
        return all;
    }

    private synchronized void ended(boolean committed, Work turn, @Nullable Work before) {
        if (before == null) {
            unwritten = unwritten.and(committed ? turn : new Work(0, turn.nanos()));
        } else if (!committed) {
            unwritten = unwritten.and(before);
            written = null;
        }
    }

    /** The sweep rested so long, as its pace prescribes. */
    synchronized void rested(long nanos) {
        unwritten = unwritten.and(new Work(0, nanos));
    }

    /** Deletes old records from time to time, in a transaction of its own, which has no lock others may wait for. */
    void tidy() {
        Instant now = clock.instant();
        synchronized (this) {
            if (tidied != null && now.isBefore(tidied.plus(TIDIED))) {
                return;
            }
            tidied = now;
        }
        OwnTransactions.run(
                factory,
                session -> OwnChanges.make(
                        session.createMutationQuery("delete from " + SweepRunRow.NAME + " r where r.seenAt < :old")
                                .setParameter("old", now.minus(REMEMBERED))));
    }
}
