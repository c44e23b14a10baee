package dev.consent.notice;

import dev.consent.SubjectId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something one recipient or source has to be told about one person and one purpose. It holds no personal data beyond
 * the key of the person.
 *
 * @param id a random number, by which the other side acknowledges it and recognizes a repetition
 * @param kind what happened
 * @param subject whom it is about
 * @param purpose the code of the purpose
 * @param party the code of the recipient or source that has to be told
 * @param state how far it has come
 * @param createdAt when it happened
 * @param dueAt when it has to be acknowledged at the latest
 * @param attempts how often handing it over was begun
 * @param lastError the class of the error of the last attempt, or {@code null} when there was none
 * @param sentAt when it was handed over, or {@code null}
 * @param acknowledgedAt when it was acknowledged, or {@code null}
 */
public record Notice(
        UUID id,
        NoticeKind kind,
        SubjectId subject,
        String purpose,
        String party,
        NoticeState state,
        Instant createdAt,
        Instant dueAt,
        int attempts,
        @Nullable String lastError,
        @Nullable Instant sentAt,
        @Nullable Instant acknowledgedAt) {

    /** Whether it is open although it should have been acknowledged by this moment. */
    public boolean overdue(Instant now) {
        return state.open() && dueAt.isBefore(now);
    }
}
