package dev.consent.jpa.erasure;

import dev.consent.jpa.transaction.OwnTransactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

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
    private final Clock clock;

    Turns(SessionFactory factory, Clock clock) {
        this.factory = factory;
        this.clock = clock;
    }

    /** What came of a turn. */
    private record Turn<T>(@Nullable T result, boolean again) {}

    /** Runs the work with the holds that count, or returns {@code null} when the sweep is paused. */
    <T> @Nullable T take(BiFunction<Session, List<HoldRow>, T> work) {
        for (int stoodBack = 0; ; stoodBack++) {
            boolean wait = stoodBack < MOST_STAND_BACKS;
            Turn<T> turn = OwnTransactions.call(factory, session -> {
                SweepLock.share(session);
                Instant now = clock.instant();
                List<HoldRow> holds = Holds.unsettled(session).stream()
                        .filter(hold -> hold.counts(now))
                        .toList();
                if (wait && holds.stream().anyMatch(hold -> announced(hold, now))) {
                    return new Turn<T>(null, true);
                }
                boolean paused = holds.stream().anyMatch(hold -> hold.kind == HoldRow.Kind.PAUSE);
                return new Turn<T>(paused ? null : work.apply(session, holds), false);
            });
            if (!turn.again()) {
                return turn.result();
            }
            sleep(STAND_BACK_MILLIS);
        }
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
