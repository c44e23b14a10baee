package dev.consent.samples.tutoring.choices;

import dev.consent.decision.ConsentState;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.ObligationState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One question on the page, with the answer that stands.
 *
 * @param code the code of the purpose, by which the messages name its texts
 * @param state what was last decided
 * @param granted whether it is in force
 * @param erasure the latest duty to erase that came of a no, or {@code null} when there never was one
 */
record Choice(
        String code,
        ConsentState state,
        boolean granted,
        @Nullable Obligation erasure) {

    /** Whether anybody has answered: until then neither answer is selected. */
    public boolean answered() {
        return state != ConsentState.UNKNOWN && state != ConsentState.REQUESTED;
    }

    /** Whether the data is hidden and may still come back. A refusal from the start hid nothing. */
    public boolean hidden() {
        return state.ends()
                && erasure != null
                && (erasure.state() == ObligationState.PENDING || erasure.state() == ObligationState.FAILED);
    }

    /** Whether the data is gone for good. */
    public boolean erased() {
        return state.ends() && erasure != null && erasure.state() == ObligationState.DONE;
    }

    /** The key of the message that says where things stand. */
    public String standing() {
        return "choices.standing." + state.name().toLowerCase(Locale.ROOT);
    }
}
