package dev.consent.jpa.audit;

import dev.consent.LegalBasis;
import dev.consent.decision.PastDecision;
import dev.consent.decision.Standing;
import org.jspecify.annotations.Nullable;

/**
 * What held for one purpose and one person at one moment.
 *
 * @param purpose the code of the purpose
 * @param basis its legal basis
 * @param standing what held, recomputed from the ledger
 * @param decision the decision it rests on, or {@code null} when nothing had been decided
 */
public record PurposeStanding(
        String purpose,
        LegalBasis basis,
        Standing standing,
        @Nullable PastDecision decision) {}
