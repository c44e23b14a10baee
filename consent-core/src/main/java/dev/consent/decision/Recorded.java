package dev.consent.decision;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is on record about one purpose and one person, as far as it counts for what holds.
 *
 * @param state what was last decided, {@link ConsentState#UNKNOWN} when nothing was
 * @param validUntil the end date of a grant, or {@code null}
 * @param renewBy by when a grant has to be renewed because a materially different wording was published since, or
 *     {@code null}
 * @param comingOfAge when the person decides about a grant of their guardians themselves, or {@code null} when they gave
 *     it themselves, or when that is not known
 * @param restricted whether processing is restricted for the person (GDPR Art. 18)
 */
public record Recorded(
        ConsentState state,
        @Nullable Instant validUntil,
        @Nullable Instant renewBy,
        @Nullable ComingOfAge comingOfAge,
        boolean restricted) {

    /**
     * When a person begins to decide themselves.
     *
     * @param at from when they are to be asked
     * @param renewBy until when a grant of their guardians holds
     */
    public record ComingOfAge(Instant at, Instant renewBy) {
        public ComingOfAge {
            if (renewBy.isBefore(at)) {
                throw new IllegalArgumentException("nobody has to renew before they are asked");
            }
        }

        /** What a moment at which somebody decides themselves means where there is so much time to renew. */
        public static @Nullable ComingOfAge at(@Nullable Instant moment, Duration renewWithin) {
            return moment == null ? null : new ComingOfAge(moment, moment.plus(renewWithin));
        }
    }

    /** What is on record about somebody nobody ever asked. */
    public static final Recorded NOTHING = new Recorded(ConsentState.UNKNOWN);

    /** A state without any date. */
    public Recorded(ConsentState state) {
        this(state, null, null);
    }

    /** A state to which neither age nor a restriction matters. */
    public Recorded(ConsentState state, @Nullable Instant validUntil, @Nullable Instant renewBy) {
        this(state, validUntil, renewBy, null, false);
    }

    /** The same for a person for whom processing is restricted. */
    public Recorded restrictedIf(boolean now) {
        return new Recorded(state, validUntil, renewBy, comingOfAge, now);
    }

    /** When a grant is over by itself, or {@code null}. */
    public @Nullable Instant end() {
        Instant end = Standing.earlier(validUntil, renewBy);
        return comingOfAge == null ? end : Standing.earlier(end, comingOfAge.renewBy());
    }
}
