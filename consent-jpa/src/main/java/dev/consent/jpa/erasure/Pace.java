package dev.consent.jpa.erasure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Leaves time to others: after each transaction the sweep rests, unless something is due soon. */
final class Pace {

    /** Nearer to its due time than this, nothing waits. */
    private static final Duration SOON = Duration.ofHours(1);

    private static final long LONGEST_REST_MILLIS = 5_000;

    private final double pace;
    private final SweepRates rates;
    private final Clock clock;

    Pace(double pace, SweepRates rates, Clock clock) {
        this.pace = pace;
        this.rates = rates;
        this.clock = clock;
    }

    /** Rests after a transaction that took so long. */
    void rest(long nanos, @Nullable Instant earliestDue) {
        if (pace < 1
                && (earliestDue == null || earliestDue.isAfter(clock.instant().plus(SOON)))) {
            long millis = Math.round(nanos / 1e6 * (1 / pace - 1));
            long from = System.nanoTime();
            Turns.sleep(Math.min(millis, LONGEST_REST_MILLIS));
            rates.rested(System.nanoTime() - from);
        }
    }
}
