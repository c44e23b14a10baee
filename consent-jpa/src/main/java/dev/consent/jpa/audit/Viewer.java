package dev.consent.jpa.audit;

import dev.consent.LegalBasis;
import dev.consent.decision.PastDecision;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who could see a field, and why.
 *
 * @param kind who they are
 * @param who the title of the audience, the account of a privileged scope, or empty for all work of the application
 * @param purpose the code of the purpose that was in force, or {@code null} for a privileged scope
 * @param basis its legal basis, or {@code null} for a privileged scope
 * @param reason the recorded reason of a privileged scope, or {@code null}
 * @param decision the decision the purpose rests on, or {@code null} when it needed none
 */
public record Viewer(
        Kind kind,
        String who,
        @Nullable String purpose,
        @Nullable LegalBasis basis,
        @Nullable String reason,
        @Nullable PastDecision decision) {

    /** Who a viewer is. */
    public enum Kind {
        /** Work of the application for whomever. */
        EVERYBODY,
        /** Work for an audience. */
        AUDIENCE,
        /** An account in a privileged scope, past the guards. */
        PRIVILEGED
    }
}
