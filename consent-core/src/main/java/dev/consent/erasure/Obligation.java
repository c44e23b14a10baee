package dev.consent.erasure;

import dev.consent.SubjectId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The duty to erase what one person's data was kept for one purpose, or all of it, created in the same transaction as
 * the act that hid the data.
 *
 * @param id its number
 * @param reference a random number that names it outside the database, where its number may be given again after a
 *     restore
 * @param subject whose data
 * @param reason why it is owed
 * @param purpose the code of the purpose that ended, or {@code null} when it is about everything
 * @param state where it stands
 * @param requestedAt when the purpose ended, or the person asked
 * @param notBefore until when the hidden data is kept unharmed, in case the person thinks again
 * @param dueAt by when the data must be gone
 * @param attempts how often it was tried
 * @param lastError the class of the last error, or {@code null}
 * @param erasingSince since when data has been going in several transactions, because it is too much for one; {@code
 *     null} when all of it is still there or it goes at once
 * @param receipt the number of the receipt, or {@code null} while it is not erased here
 */
public record Obligation(
        long id,
        UUID reference,
        SubjectId subject,
        ObligationReason reason,
        @Nullable String purpose,
        ObligationState state,
        Instant requestedAt,
        Instant notBefore,
        Instant dueAt,
        int attempts,
        @Nullable String lastError,
        @Nullable Instant erasingSince,
        @Nullable Long receipt) {

    /** Whether it is open although it should have been done by this moment. What is held is never overdue. */
    public boolean overdue(Instant now) {
        return state.open() && state != ObligationState.HELD && dueAt.isBefore(now);
    }
}
