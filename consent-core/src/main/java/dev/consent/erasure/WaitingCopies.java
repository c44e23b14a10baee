package dev.consent.erasure;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Copies that are still to be erased, because what they were made of was.
 *
 * @param id the number of this batch
 * @param data the code of the derived data
 * @param entity the name of the class of the entity
 * @param attributes the paths of the attributes that were erased; empty for whole rows
 * @param keys of how many rows
 * @param reasons why it was erased
 * @param erasedAt when it was erased here
 * @param dueAt by when the copies must be gone
 * @param attempts how often erasing them was begun
 * @param nextAttemptAt when it is tried again
 * @param lastError the class of the error of the last attempt, or {@code null} when there was none
 */
public record WaitingCopies(
        long id,
        String data,
        String entity,
        Set<String> attributes,
        int keys,
        Set<ObligationReason> reasons,
        Instant erasedAt,
        Instant dueAt,
        int attempts,
        Instant nextAttemptAt,
        @Nullable String lastError) {

    public WaitingCopies {
        attributes = Collections.unmodifiableSet(new TreeSet<>(attributes));
        reasons = Collections.unmodifiableSet(new TreeSet<>(reasons));
    }

    /** Whether they should have been gone by this moment. */
    public boolean overdue(Instant now) {
        return dueAt.isBefore(now);
    }
}
