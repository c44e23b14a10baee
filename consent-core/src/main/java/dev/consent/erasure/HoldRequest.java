package dev.consent.erasure;

import dev.consent.SubjectId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be held, and why. A value: built with a static method, refined with {@link #until}, and in force once it
 * has been placed.
 *
 * @param target what is held
 * @param basis on which ground
 * @param reason the reason in words, 1 to 500 characters; it is stored, so name a file or a case and no person
 * @param until when the hold ends by itself, or {@code null} when it stays until it is released
 */
public record HoldRequest(
        Target target,
        HoldBasis basis,
        String reason,
        @Nullable Instant until) {

    /** The longest reason that can be stored. */
    public static final int LONGEST_REASON = 500;

    public HoldRequest {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(basis, "basis");
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("a hold needs a reason of 1 to " + LONGEST_REASON + " characters");
        }
    }

    /** What a hold can be on. */
    public sealed interface Target {}

    /** Everything about one person. */
    public record Person(SubjectId subject) implements Target {}

    /** Every row, field and element of an entity and its subclasses. */
    public record Type(Class<?> entity) implements Target {}

    /**
     * One row, with its collections and its history.
     *
     * @param id its identifier, as {@code find} takes it
     */
    public record Row(Class<?> entity, Object id) implements Target {

        @Override
        public String toString() {
            return entity.getSimpleName() + "#…";
        }
    }

    /** Holds everything about one person. */
    public static HoldRequest person(SubjectId subject, HoldBasis basis, String reason) {
        return new HoldRequest(new Person(subject), basis, reason, null);
    }

    /** Holds everything of an entity, whomever it is about. */
    public static HoldRequest type(Class<?> entity, HoldBasis basis, String reason) {
        return new HoldRequest(new Type(entity), basis, reason, null);
    }

    /** Holds one row. */
    public static HoldRequest row(Class<?> entity, Object id, HoldBasis basis, String reason) {
        return new HoldRequest(new Row(entity, id), basis, reason, null);
    }

    /** The same hold, ending by itself at this moment. */
    public HoldRequest until(Instant end) {
        return new HoldRequest(target, basis, reason, end);
    }
}
