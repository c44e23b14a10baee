package dev.consent.jpa.audit;

import dev.consent.LegalBasis;
import dev.consent.decision.PastDecision;
import dev.consent.decision.Standing;
import org.jspecify.annotations.Nullable;

/**
 * What held for one purpose and one person at one moment.
 *
 * @param purpose the code of the purpose
 * @param basis its legal basis, or {@code null} when the application that asks does not know the purpose: another one on the
 *     same database does, or an earlier version did
 * @param standing what held, recomputed from the ledger; nothing is in force of which nobody knows the basis
 * @param decision the decision it rests on, or {@code null} when nothing had been decided
 */
public record PurposeStanding(
        String purpose,
        @Nullable LegalBasis basis,
        Standing standing,
        @Nullable PastDecision decision) {

    /** Whether the application that asks knows the purpose. */
    public boolean known() {
        return basis != null;
    }
}
