package dev.consent.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that runs like another one but can be moved forward, for tests and demos that cannot wait five days. It never
 * goes back: what was over stays over. Safe for use by many threads.
 */
public final class MovableClock extends Clock {

    private final Clock base;
    private final AtomicReference<Duration> ahead;

    /** A clock that runs like the given one until it is moved. */
    public MovableClock(Clock base) {
        this(base, new AtomicReference<>(Duration.ZERO));
    }

    private MovableClock(Clock base, AtomicReference<Duration> ahead) {
        this.base = base;
        this.ahead = ahead;
    }

    /** A clock that stands still at this moment until it is moved. */
    public static MovableClock standingAt(Instant moment, ZoneId zone) {
        return new MovableClock(Clock.fixed(moment, zone));
    }

    /**
     * Moves the clock forward.
     *
     * @throws IllegalArgumentException when the step is negative
     */
    public void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("time only moves forward");
        }
        ahead.accumulateAndGet(step, Duration::plus);
    }

    /** How far it is ahead of the clock it was made from. */
    public Duration ahead() {
        return ahead.get();
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    /** A view of this clock in another zone: the two keep moving together. */
    @Override
    public Clock withZone(ZoneId zone) {
        return new MovableClock(base.withZone(zone), ahead);
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead.get());
    }
}
