package dev.consent.samples.parentportal.choices;

import dev.consent.decision.ConsentState;
import dev.consent.decision.PastDecision;
import dev.consent.decision.PublishedWording;
import dev.consent.decision.Standing;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.ObligationState;
import dev.consent.erasure.Receipt;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One question on the page, with the answer that stands.
 *
 * @param code the code of the purpose, by which the messages name its title
 * @param asked the text that is shown
 * @param standing what holds
 * @param all whether all who decide for the child have to agree
 * @param own whether the visitor has said yes and that counts
 * @param restsOn the code of a purpose that has to be allowed first and is not, or {@code null}
 * @param erasure the latest duty to erase that came of a no, or {@code null} when there never was one
 * @param receipt the proof that it was met, or {@code null} when it was not
 * @param history what was decided before, latest first
 */
record Choice(
        String code,
        PublishedWording asked,
        Standing standing,
        boolean all,
        boolean own,
        @Nullable String restsOn,
        @Nullable Obligation erasure,
        @Nullable Receipt receipt,
        List<Answered> history) {

    /** Whether anybody has answered: until then neither answer is selected. */
    public boolean answered() {
        return standing.state() != ConsentState.UNKNOWN && !standing.state().open();
    }

    /** Whether the visitor has agreed and somebody else has to agree too. */
    public boolean waiting() {
        return own && !standing.inForce();
    }

    /** Whether yes is selected: it is the answer that stands, and nobody is asked again. */
    public boolean yes() {
        return waiting() || (standing.inForce() && !standing.toBeRenewed());
    }

    /** Whether no is selected. */
    public boolean no() {
        return answered() && !waiting() && !standing.inForce();
    }

    /** Whether the data is hidden and may still come back. A refusal from the start hid nothing. */
    public boolean hidden() {
        return standing.state().ends()
                && erasure != null
                && erasure.state().open()
                && erasure.state() != ObligationState.AWAITING
                && erasure.erasingSince() == null;
    }

    /** Whether the data is gone for good. */
    public boolean erased() {
        return standing.state().ends() && receipt != null;
    }

    /** The key of the message that says where things stand. */
    public String now() {
        return waiting()
                ? "choices.standing.waiting"
                : "choices.standing." + standing.state().name().toLowerCase(Locale.ROOT);
    }

    /** One earlier answer. */
    record Answered(PastDecision decision, boolean own) {}
}
