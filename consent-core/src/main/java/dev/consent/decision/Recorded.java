package dev.consent.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is on record about one purpose and one person, as far as it counts for what holds.
 *
 * @param state what was last decided, {@link ConsentState#UNKNOWN} when nothing was
 * @param validUntil the end date of a grant, or {@code null}
 * @param renewBy by when a grant has to be renewed because a materially different wording was published since, or
 *     {@code null}
 */
public record Recorded(
        ConsentState state,
        @Nullable Instant validUntil,
        @Nullable Instant renewBy) {

    /** What is on record about somebody nobody ever asked. */
    public static final Recorded NOTHING = new Recorded(ConsentState.UNKNOWN);

    /** A state without any date. */
    public Recorded(ConsentState state) {
        this(state, null, null);
    }

    /** When a grant is over by itself, or {@code null}. */
    public @Nullable Instant end() {
        return Standing.earlier(validUntil, renewBy);
    }
}
