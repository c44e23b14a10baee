package dev.consent.jpa.erasure;

import dev.consent.jpa.sql.KeptStatements;
import dev.consent.jpa.sql.RoundTrip;
import dev.consent.jpa.transaction.OwnTransactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.FlushMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;

/**
 * Runs erasing transactions. Each begins by taking part in the lock of the sweep and then reads which holds count, so
 * that a hold is either seen, or waits until the transaction has ended.
 */
final class Turns {

    /** A hold that was announced longer ago belongs to a process that is gone; it counts, but nobody waits for it. */
    private static final Duration ANNOUNCED = Duration.ofSeconds(30);

    private static final long STAND_BACK_MILLIS = 5;
    private static final int MOST_STAND_BACKS = 1_000;

    private final SessionFactory factory;
    private final Holds holds;
    private final SweepRates rates;
    private final Lapses lapses;
    private final KeptStatements kept;
    private final SweepLock.Looking looking = new SweepLock.Looking(List.of());
    private final SweepLock.Looking lookingAtGrants;
    private final Clock clock;

    Turns(SessionFactory factory, Holds holds, SweepRates rates, Lapses lapses, KeptStatements kept, Clock clock) {
        this.lapses = lapses;
        this.lookingAtGrants = new SweepLock.Looking(lapses.counts());
        this.kept = kept;
        this.factory = factory;
        this.holds = holds;
        this.rates = rates;
        this.clock = clock;
    }

    /** What is done in a turn. */
    @FunctionalInterface
    interface Work {

        /**
         * Does it.
         *
         * @param counting the holds that count
         * @param retries whether anything that failed before may be tried again
         */
        Tally apply(Session session, List<HoldRow> counting, boolean retries);

        /** Adds what it asks on the way on which the turn takes its lock; it may do so several times. */
        default void ask(Session session, RoundTrip first) {
            // most look around when they know what is held
        }

        /** Whether grants that are over have to be closed before. */
        default boolean first() {
            return false;
        }
    }

    /** How a turn ended. */
    private enum End {
        DONE,
        PAUSED,
        /** The lock was waited for, so that what had been seen before counts no more. */
        STALE,
        /** Grants that may be over have to be closed first. */
        LAPSED,
        /** Another version of the application has come, which may erase more for the same reason. */
        CHANGED,
        /** Somebody waits for a hold to take effect. */
        STOOD_BACK,
        /** What was held by holds that have ended has to go on first. */
        UNSETTLED
    }

    /** What came of a turn. */
    private record Turn(End end, Tally tally) {

        Turn(End end) {
            this(end, new Tally());
            tally.paused = end == End.PAUSED;
            tally.changed = end == End.CHANGED;
        }
    }

    /**
     * Runs the work with the holds that count, and returns what came of it; nothing when the sweep is paused, or when
     * another version of the application has come.
     *
     * @param latest the number of the version that came last when it was looked at what is left to others
     */
    Tally take(long latest, Work work) {
        boolean closed = !work.first();
        for (int stoodBack = 0; ; ) {
            boolean wait = stoodBack < MOST_STAND_BACKS;
            SweepLock.Looking look = closed ? looking : lookingAtGrants;
            Turn turn = OwnTransactions.call(factory, session -> take(session, latest, work, look, wait));
            switch (turn.end()) {
                case DONE, PAUSED, CHANGED -> {
                    return turn.tally();
                }
                case LAPSED -> {
                    lapses.close().run();
                    closed = true;
                }
                case UNSETTLED -> holds.settleEnded();
                case STOOD_BACK -> {
                    sleep(STAND_BACK_MILLIS);
                    stoodBack++;
                }
                case STALE -> {
                    // whoever had the lock has done what they wanted to, so this ends
                }
            }
        }
    }

    private Turn take(Session session, long latest, Work work, SweepLock.Looking looking, boolean wait) {
        long began = System.nanoTime();
        // What is changed is written before the chain of receipts goes on and at the end, and not looked for until
        // then.
        session.setHibernateFlushMode(FlushMode.COMMIT);
        SweepLock.Look look =
                SweepLock.shareAndLook(session, kept, looking, clock.instant(), trip -> work.ask(session, trip));
        if (look.stale()) {
            return new Turn(End.STALE);
        }
        if (look.latest() != latest) {
            return new Turn(End.CHANGED);
        }
        if (look.lapsed()) {
            return new Turn(End.LAPSED);
        }
        Instant now = clock.instant();
        List<HoldRow> unsettled = look.holds() ? Holds.unsettled(session) : List.of();
        if (wait && unsettled.stream().anyMatch(hold -> hold.counts(now) && announced(hold, now))) {
            return new Turn(End.STOOD_BACK);
        }
        if (!unsettled.stream().allMatch(hold -> hold.counts(now))) {
            return new Turn(End.UNSETTLED);
        }
        if (unsettled.stream().anyMatch(hold -> hold.kind == HoldRow.Kind.PAUSE)) {
            return new Turn(End.PAUSED);
        }
        Tally tally = work.apply(session, unsettled, look.retriesAt(now));
        rates.note(session, tally, System.nanoTime() - began);
        return new Turn(End.DONE, tally);
    }

    private static boolean announced(HoldRow hold, Instant now) {
        return hold.inForceAt == null && hold.placedAt.plus(ANNOUNCED).isAfter(now);
    }

    /** Sleeps; returns at once, and stays interrupted, when the thread is to end. */
    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
        }
    }
}
