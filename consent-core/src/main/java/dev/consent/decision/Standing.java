package dev.consent.decision;

import dev.consent.LegalBasis;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one purpose and one person at one moment. All policy lives in {@link #of}; everything else in consent
 * only carries its answer around.
 *
 * @param state what was last decided, with a grant whose end has passed shown as {@link ConsentState#EXPIRED}
 * @param inForce whether data may be used for the purpose
 * @param until when a purpose in force ends by itself, or {@code null} when it has no end
 * @param renewBy by when consent that is in force has to be given again because the wording has changed materially, or
 *     because the person decides themselves now; {@code null} when nobody has to; {@code until} is never later
 * @param restricted whether it would be in force, were processing not restricted for the person (GDPR Art. 18)
 */
public record Standing(
        ConsentState state,
        boolean inForce,
        @Nullable Instant until,
        @Nullable Instant renewBy,
        boolean restricted) {

    public Standing {
        if (!inForce && (until != null || renewBy != null)) {
            throw new IllegalArgumentException("what is not in force neither ends nor waits to be renewed");
        }
        if (inForce && restricted) {
            throw new IllegalArgumentException("what is restricted is not in force");
        }
    }

    /** A standing without a restriction. */
    public Standing(ConsentState state, boolean inForce, @Nullable Instant until, @Nullable Instant renewBy) {
        this(state, inForce, until, renewBy, false);
    }

    /** A standing of which nobody needs to renew anything. */
    public Standing(ConsentState state, boolean inForce, @Nullable Instant until) {
        this(state, inForce, until, null);
    }

    /**
     * Whether the person should be asked again: the purpose is in force, on a wording that no longer holds or on the word
     * of guardians who decide no longer.
     */
    public boolean toBeRenewed() {
        return renewBy != null;
    }

    /**
     * Computes what holds.
     *
     * @param basis the legal basis of the purpose
     * @param recorded what is on record
     * @param now the moment asked about; a grant is over at the very moment of its end date, or at which it had to be
     *     renewed
     */
    public static Standing of(LegalBasis basis, Recorded recorded, Instant now) {
        Standing decided = decided(basis, recorded, now);
        return recorded.restricted() ? decided.withRestriction() : decided;
    }

    /** Whether the purpose is in force by what was decided, restricted or not. */
    public boolean isDecided() {
        return inForce || restricted;
    }

    /** The same for a person for whom processing is restricted. */
    public Standing withRestriction() {
        return inForce ? new Standing(state, false, null, null, true) : this;
    }

    private static Standing decided(LegalBasis basis, Recorded recorded, Instant now) {
        ConsentState decided = recorded.state();
        if (decided.granted()) {
            // A wording is what consent rests on; on another basis, a text that changes asks nobody for anything.
            boolean asked = basis.needsGrant();
            Recorded.ComingOfAge age = asked ? recorded.comingOfAge() : null;
            Instant renewBy = asked ? recorded.renewBy() : null;
            Instant end = new Recorded(decided, recorded.validUntil(), renewBy, age, false).end();
            if (age != null && !now.isBefore(age.at())) {
                renewBy = earlier(renewBy, age.renewBy());
            }
            return end != null && !now.isBefore(end)
                    ? new Standing(ConsentState.EXPIRED, false, null)
                    : new Standing(decided, true, end, renewBy);
        }
        if (basis.needsGrant()) {
            return new Standing(decided, false, null);
        }
        // Without consent as its basis a purpose runs from registration until the controller ends it. The person's own
        // "no" is heard only where there is a right to object (Art. 21): nobody withdraws from a legal duty.
        boolean no = decided == ConsentState.WITHDRAWN || decided == ConsentState.REFUSED;
        boolean over = no ? basis == LegalBasis.LEGITIMATE_INTEREST : decided.ends();
        return new Standing(decided, !over, null);
    }

    /**
     * The same, of a purpose that rests on others: it is in force only while all of those are, and ends with the first
     * of them.
     */
    public Standing restingOn(Collection<Standing> required) {
        if (!inForce) {
            return this;
        }
        Instant end = until;
        for (Standing base : required) {
            if (!base.inForce()) {
                return base.restricted()
                        ? new Standing(state, false, null, null, true)
                        : new Standing(endedBy(base.state()), false, null);
            }
            end = earlier(end, base.until());
        }
        return new Standing(state, true, end, renewBy);
    }

    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** The state of a grant that ends because something it rests on is in this state, in which that is not in force. */
    public static ConsentState endedBy(ConsentState required) {
        return required.ends() ? required : ConsentState.WITHDRAWN;
    }

    /**
     * What is on record after a decision. A question does not undo an answer that holds; and where nobody may withdraw,
     * a person's "no" does not undo that the controller has ended the purpose, which would open it again.
     *
     * @param basis the legal basis of the purpose
     * @param recorded what was on record
     * @param decided what is decided now
     * @return {@code recorded} when the decision changes nothing
     */
    public static ConsentState after(LegalBasis basis, ConsentState recorded, ConsentState decided) {
        if (decided.open()) {
            return basis.needsGrant() && !recorded.granted() ? decided : recorded;
        }
        boolean no = decided == ConsentState.WITHDRAWN || decided == ConsentState.REFUSED;
        if (no
                && !basis.needsGrant()
                && !of(basis, new Recorded(recorded), Instant.EPOCH).inForce()) {
            return recorded;
        }
        return decided == ConsentState.GIVEN && recorded.granted() ? ConsentState.RENEWED : decided;
    }
}
