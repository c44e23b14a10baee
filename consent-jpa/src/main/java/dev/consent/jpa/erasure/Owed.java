package dev.consent.jpa.erasure;

import dev.consent.SubjectId;
import dev.consent.erasure.ObligationReason;
import dev.consent.jpa.subject.SubjectMasks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;

/**
 * An obligation that a transaction has claimed, as it was then. Beside the persistence context: of most that are claimed
 * nothing is needed but this, and nothing of theirs changes but what {@link Marks} say.
 *
 * @param purpose the code of the purpose, or {@code null} for everything about the person
 * @param erasingSince since when it is met in several transactions
 * @param erasedSoFar what those transactions erased so far
 * @param mask which purposes are in force for the person, who is locked
 */
record Owed(
        Long id,
        UUID reference,
        SubjectId subject,
        ObligationReason reason,
        @Nullable String purpose,
        Instant requestedAt,
        Instant dueAt,
        Instant nextAttemptAt,
        @Nullable Instant erasingSince,
        @Nullable String erasedSoFar,
        long mask) {

    /** Selects of {@code o}, an obligation, and {@code s}, the person it is about, what {@link #of} takes. */
    static final String SELECTED = "select o.id, o.reference, o.subjectType, o.subjectKey, o.reason, o.purpose,"
            + " o.requestedAt, o.dueAt, o.nextAttemptAt, o.erasingSince, o.erasedSoFar, s.mask from "
            + ObligationRow.NAME + " o" + SubjectMasks.joined("s", "o.subjectType", "o.subjectKey");

    /** The types of what is selected. A reason is read as the text that it is in the database. */
    static List<? extends BasicType<?>> types(Function<Class<?>, BasicType<?>> types) {
        return Stream.of(
                        Long.class,
                        UUID.class,
                        String.class,
                        String.class,
                        String.class,
                        String.class,
                        Instant.class,
                        Instant.class,
                        Instant.class,
                        Instant.class,
                        String.class,
                        Long.class)
                .map(types)
                .toList();
    }

    /** What was selected. */
    static Owed of(@Nullable Object[] selected) {
        return new Owed(
                (Long) there(selected[0]),
                (UUID) there(selected[1]),
                new SubjectId((String) there(selected[2]), (String) there(selected[3])),
                ObligationReason.valueOf((String) there(selected[4])),
                (String) selected[5],
                (Instant) there(selected[6]),
                (Instant) there(selected[7]),
                (Instant) there(selected[8]),
                (Instant) selected[9],
                (String) selected[10],
                (long) there(selected[11]));
    }

    private static Object there(@Nullable Object value) {
        return Objects.requireNonNull(value);
    }

    String subjectType() {
        return subject.type();
    }

    String subjectKey() {
        return subject.key();
    }

    /** What was erased in earlier transactions and in this one. */
    Map<String, Long> with(Map<String, Long> counts) {
        return ObligationRow.sum(erasedSoFar, counts);
    }
}
