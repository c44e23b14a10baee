package dev.consent.erasure;

import dev.consent.SubjectId;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which obligations are asked for. A value: built with a static method and narrowed with the others.
 *
 * @param states in which states; never none
 * @param subject about whom, or {@code null} for everybody
 * @param purpose the code of the purpose, or {@code null} for all
 * @param mayBeMetAt only those whose time to reconsider was over at this moment, or {@code null}
 * @param dueBefore only those that were due before this moment, or {@code null}
 */
public record ObligationQuery(
        Set<ObligationState> states,
        @Nullable SubjectId subject,
        @Nullable String purpose,
        @Nullable Instant mayBeMetAt,
        @Nullable Instant dueBefore) {

    private static final Set<ObligationState> TO_DO = Set.of(ObligationState.PENDING, ObligationState.FAILED);

    public ObligationQuery {
        states = Set.copyOf(states);
        if (states.isEmpty()) {
            throw new IllegalArgumentException("obligations are asked for in at least one state");
        }
    }

    /** All there ever were. */
    public static ObligationQuery all() {
        return in(ObligationState.values());
    }

    /** Those in one of these states. */
    public static ObligationQuery in(ObligationState... states) {
        return new ObligationQuery(Set.copyOf(Arrays.asList(states)), null, null, null, null);
    }

    /** Those somebody still has to do something for: pending, failed, held, or awaiting others. */
    public static ObligationQuery open() {
        EnumSet<ObligationState> open = EnumSet.allOf(ObligationState.class);
        open.removeIf(state -> !state.open());
        return new ObligationQuery(open, null, null, null, null);
    }

    /** Those the next sweep takes: their time to reconsider is over, and no hold is known to stand in the way. */
    public static ObligationQuery due(Instant now) {
        return new ObligationQuery(TO_DO, null, null, now, null);
    }

    /** Those that should have been done by now. */
    public static ObligationQuery overdue(Instant now) {
        return new ObligationQuery(
                Set.of(ObligationState.PENDING, ObligationState.FAILED, ObligationState.AWAITING),
                null,
                null,
                null,
                now);
    }

    /** Those a hold stands in the way of. */
    public static ObligationQuery held() {
        return in(ObligationState.HELD);
    }

    /** Those that were tried and failed. */
    public static ObligationQuery failed() {
        return in(ObligationState.FAILED);
    }

    /** Of these, those about one person. */
    public ObligationQuery about(SubjectId person) {
        return new ObligationQuery(states, person, purpose, mayBeMetAt, dueBefore);
    }

    /** Of these, those for the purpose with this code. */
    public ObligationQuery of(String code) {
        return new ObligationQuery(states, subject, code, mayBeMetAt, dueBefore);
    }
}
