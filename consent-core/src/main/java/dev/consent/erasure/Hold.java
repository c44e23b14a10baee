package dev.consent.erasure;

import dev.consent.SubjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Data that is not erased for now, as for a claim that is before a court. It stays hidden.
 *
 * @param id its number
 * @param kind what is held
 * @param subject the person, for {@link Kind#PERSON}
 * @param entity the name of the class of the entity, for {@link Kind#TYPE} and {@link Kind#ROW}
 * @param row the identifier of the row as text, for {@link Kind#ROW}; of several columns, as a JSON object
 * @param basis on which ground
 * @param reason the reason in words
 * @param until when it ends by itself, or {@code null}
 * @param placedAt when it was placed
 * @param placedBy the account that placed it
 * @param endedAt when it was released or ran out, or {@code null}
 * @param endedBy the account that released it, or {@code null} when nobody did
 */
public record Hold(
        long id,
        Kind kind,
        @Nullable SubjectId subject,
        @Nullable String entity,
        @Nullable String row,
        HoldBasis basis,
        String reason,
        @Nullable Instant until,
        Instant placedAt,
        String placedBy,
        @Nullable Instant endedAt,
        @Nullable String endedBy) {

    /** What a hold is on. */
    public enum Kind {
        /** Everything about one person. */
        PERSON,
        /** Everything of an entity and its subclasses. */
        TYPE,
        /** One row. */
        ROW
    }

    /** Whether it counts at this moment. */
    public boolean inForce(Instant now) {
        return endedAt == null && (until == null || until.isAfter(now));
    }

    /** Without the identifier of the row, which points at a person. */
    @Override
    public String toString() {
        return "Hold " + id + " on " + kind;
    }
}
