package dev.consent.decision;

import dev.consent.SubjectId;
import java.time.Instant;

/**
 * A decision about one person and one purpose that was committed, or the end of a grant that ran out.
 *
 * @param subject whom it is about
 * @param purpose the marker type of the purpose
 * @param state what holds since
 * @param wasInForce whether the purpose was in force before
 * @param inForce whether the purpose is in force since
 * @param at when it took effect
 */
public record DecisionTookEffect(
        SubjectId subject, Class<?> purpose, ConsentState state, boolean wasInForce, boolean inForce, Instant at) {

    /** Whether the purpose came into force. */
    public boolean opened() {
        return inForce && !wasInForce;
    }

    /** Whether the purpose ended. */
    public boolean closed() {
        return wasInForce && !inForce;
    }
}
