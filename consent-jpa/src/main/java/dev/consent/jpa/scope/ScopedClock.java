package dev.consent.jpa.scope;

import dev.consent.gate.Scope;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The clock of the scope in force on the thread that asks, and else the one given. */
public final class ScopedClock extends Clock {

    private final Clock unscoped;

    public ScopedClock(Clock unscoped) {
        this.unscoped = unscoped;
    }

    /** The clock that answers on this thread now. */
    public Clock inForce() {
        return Scope.current().clock().orElse(unscoped);
    }

    @Override
    public ZoneId getZone() {
        return inForce().getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return inForce().withZone(zone);
    }

    @Override
    public Instant instant() {
        return inForce().instant();
    }
}
