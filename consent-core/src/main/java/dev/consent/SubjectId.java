package dev.consent;

import java.util.Objects;

/**
 * Names one data subject: the kind of person and the key of their row. Two of them are equal when they name the same
 * person.
 *
 * <p>The key is a pseudonym, not a name, yet it still points at a person: {@link #toString()} leaves it out, so that an
 * identifier that strays into a log says nothing.
 *
 * @param type the stored name of the kind of person, see {@link DataSubject#type()}; at most 64 characters
 * @param key the identifier of the row as text; at most 64 characters, none of them NUL
 */
public record SubjectId(String type, String key) {

    /** The longest type or key that can be stored. */
    public static final int MAX_LENGTH = 64;

    public SubjectId {
        check("type", type);
        check("key", key);
    }

    /**
     * The data subject of the given entity class with the given identifier.
     *
     * @param entity a class annotated with {@link DataSubject}, or a subclass of one
     * @param id the identifier of the row, whose text form is the key
     * @throws IllegalArgumentException when the class is not a data subject
     */
    public static SubjectId of(Class<?> entity, Object id) {
        return new SubjectId(typeOf(entity), Objects.requireNonNull(id, "id").toString());
    }

    /**
     * The stored name of the kind of person an entity class stands for.
     *
     * @throws IllegalArgumentException when neither the class nor a superclass is annotated with {@link DataSubject}
     */
    public static String typeOf(Class<?> entity) {
        for (Class<?> type = entity; type != null; type = type.getSuperclass()) {
            DataSubject subject = type.getDeclaredAnnotation(DataSubject.class);
            if (subject != null) {
                return subject.type().isEmpty() ? type.getSimpleName() : subject.type();
            }
        }
        throw new IllegalArgumentException(
                entity.getName() + " is not a data subject: annotate it with @DataSubject or name its owner");
    }

    @Override
    public String toString() {
        return type + "#…";
    }

    private static void check(String what, String value) {
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("the " + what + " of a data subject must have 1 to " + MAX_LENGTH
                    + " characters, not " + value.length());
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "the " + what + " of a data subject must not have the character NUL, which databases do not keep");
        }
    }
}
