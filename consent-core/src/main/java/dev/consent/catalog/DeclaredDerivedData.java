package dev.consent.catalog;

import dev.consent.DerivedData;

/**
 * Copies outside the database as their marker type declares them, checked.
 *
 * @param type the marker type
 * @param code the name it is stored under what is still to be erased
 * @param title the name for people
 */
public record DeclaredDerivedData(Class<?> type, String code, String title) {

    private static final String KIND = "derived data";

    public DeclaredDerivedData {
        Declarations.checkCode(KIND, type, code);
        Declarations.checkText(KIND, type, "title", title, 1);
    }

    /**
     * Reads a marker type.
     *
     * @throws IllegalArgumentException naming the type and what is wrong with its declaration
     */
    public static DeclaredDerivedData of(Class<?> type) {
        DerivedData declared = type.getAnnotation(DerivedData.class);
        if (declared == null) {
            throw Declarations.culprit(KIND, type, "it is used as derived data but not annotated with @DerivedData");
        }
        return new DeclaredDerivedData(type, declared.code(), declared.title());
    }
}
