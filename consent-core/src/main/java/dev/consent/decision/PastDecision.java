package dev.consent.decision;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.Wording;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One decision as the ledger remembers it.
 *
 * @param subject whom it is about
 * @param purpose the code of the purpose
 * @param state what was decided
 * @param grantor who decided
 * @param recordedBy the account that was at work when it was recorded
 * @param channel where it was decided
 * @param wording what was shown, or {@code null}
 * @param evidence a reference to proof kept elsewhere, or {@code null}
 * @param validUntil when a grant runs out, or {@code null}
 * @param decidedAt when it took effect
 * @param madeAt when it was made, if that was earlier and is known, or {@code null}
 * @param ofAgeAt when the person decides themselves about what guardians granted, as it was known then, or {@code null}
 * @param wordedAt when the wording it was made on was published; the moment at which it was made when none is known
 */
public record PastDecision(
        SubjectId subject,
        String purpose,
        ConsentState state,
        Grantor grantor,
        String recordedBy,
        String channel,
        @Nullable Wording wording,
        @Nullable String evidence,
        @Nullable Instant validUntil,
        Instant decidedAt,
        @Nullable Instant madeAt,
        @Nullable Instant ofAgeAt,
        Instant wordedAt) {

    /** Leaves out the accounts: whoever decided or recorded it is a person too. */
    @Override
    public String toString() {
        return "PastDecision[" + subject + ", " + purpose + ", " + state + ", " + grantor + ", " + decidedAt + "]";
    }
}
