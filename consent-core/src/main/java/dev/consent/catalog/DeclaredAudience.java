package dev.consent.catalog;

import dev.consent.Audience;

/**
 * An audience as its marker type declares it, checked.
 *
 * @param type the marker type
 * @param title the title for people
 */
public record DeclaredAudience(Class<?> type, String title) {

    public DeclaredAudience {
        if (title.isBlank() || title.length() > 255) {
            throw culprit(type, "its title must have 1 to 255 characters");
        }
    }

    /**
     * Reads a marker type.
     *
     * @throws IllegalArgumentException naming the type and what is wrong with its declaration
     */
    public static DeclaredAudience of(Class<?> type) {
        Audience declared = type.getAnnotation(Audience.class);
        if (declared == null) {
            throw culprit(type, "it is used as an audience but not annotated with @Audience");
        }
        return new DeclaredAudience(type, declared.title());
    }

    private static IllegalArgumentException culprit(Class<?> type, String problem) {
        return new IllegalArgumentException("audience " + type.getName() + ": " + problem);
    }
}
