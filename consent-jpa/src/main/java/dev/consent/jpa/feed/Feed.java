package dev.consent.jpa.feed;

import dev.consent.SubjectId;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How to read the records a source delivers for one purpose. A value, made once and used for every delivery.
 *
 * <pre>{@code
 * Feed<Mark> marks = Feed.<Mark>of(PupilTracking.class, Progress.class, mark -> SubjectId.of(Pupil.class, mark.pupil()))
 *         .identifiedBy(Mark::id, Mark::version, Marks::storedVersions);
 * }</pre>
 *
 * <p>A function that throws makes its record malformed; the exception is dropped, because its message may quote the
 * record.
 *
 * @param <R> the type of a record
 */
public final class Feed<R> {

    private final Class<?> source;
    private final Class<?> purpose;
    private final Function<? super R, @Nullable SubjectId> subject;
    private final @Nullable Identity<R> identity;

    /** How records are told apart, and what is stored of them. */
    record Identity<R>(
            Function<? super R, String> key,
            @Nullable ToLongFunction<? super R> version,
            BiFunction<EntityManager, Collection<String>, Map<String, Long>> stored) {}

    private Feed(
            Class<?> source,
            Class<?> purpose,
            Function<? super R, @Nullable SubjectId> subject,
            @Nullable Identity<R> identity) {
        this.source = Objects.requireNonNull(source, "source");
        this.purpose = Objects.requireNonNull(purpose, "purpose");
        this.subject = Objects.requireNonNull(subject, "subject");
        this.identity = identity;
    }

    /**
     * A feed whose records are all different.
     *
     * @param source the marker type of the source, named by the purpose
     * @param purpose the marker type of the purpose the records are for
     * @param subject whom a record is about, or {@code null} when that is nobody known here
     */
    public static <R> Feed<R> of(Class<?> source, Class<?> purpose, Function<? super R, @Nullable SubjectId> subject) {
        return new Feed<>(source, purpose, subject, null);
    }

    /**
     * The same feed, whose records have a key: each is handed on once.
     *
     * @param key what tells a record from others, in all deliveries
     * @param stored which of these keys are stored, asked once for each part in the transaction that stores it
     */
    public Feed<R> identifiedBy(
            Function<? super R, String> key,
            BiFunction<EntityManager, Collection<String>, ? extends Collection<String>> stored) {
        return new Feed<>(
                source,
                purpose,
                subject,
                new Identity<>(
                        key,
                        null,
                        (em, keys) -> stored.apply(em, keys).stream()
                                .distinct()
                                .collect(Collectors.toMap(found -> found, found -> 0L))));
    }

    /**
     * The same feed, whose records have a key and a version: each version is handed on once, and none after a newer one.
     *
     * @param key what tells a record from others, in all deliveries
     * @param version grows with each version of a record: a number, or a time
     * @param stored the version that is stored of each of these keys, without those that are not; asked once for each
     *     part in the transaction that stores it
     */
    public Feed<R> identifiedBy(
            Function<? super R, String> key,
            ToLongFunction<? super R> version,
            BiFunction<EntityManager, Collection<String>, Map<String, Long>> stored) {
        return new Feed<>(source, purpose, subject, new Identity<>(key, version, stored));
    }

    Class<?> source() {
        return source;
    }

    Class<?> purpose() {
        return purpose;
    }

    Function<? super R, @Nullable SubjectId> subject() {
        return subject;
    }

    @Nullable
    Identity<R> identity() {
        return identity;
    }
}
