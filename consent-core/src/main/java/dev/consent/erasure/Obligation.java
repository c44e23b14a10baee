package dev.consent.erasure;

import dev.consent.SubjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The duty to erase what one person's data was kept for one purpose, created in the same transaction as the act that
 * ended the purpose.
 *
 * @param id its number
 * @param subject whose data
 * @param purpose the code of the purpose that ended
 * @param state where it stands
 * @param requestedAt when the purpose ended
 * @param notBefore until when the hidden data is kept unharmed, in case the person thinks again
 * @param dueAt by when the data must be gone
 * @param attempts how often it was tried
 * @param lastError the class of the last error, or {@code null}
 * @param receipt the number of the receipt, or {@code null} while it is not done
 */
public record Obligation(
        long id,
        SubjectId subject,
        String purpose,
        ObligationState state,
        Instant requestedAt,
        Instant notBefore,
        Instant dueAt,
        int attempts,
        @Nullable String lastError,
        @Nullable Long receipt) {}
