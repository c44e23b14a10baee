package dev.consent.catalog;

import dev.consent.Source;
import java.time.Duration;

/**
 * A source of personal data as its marker type declares it, checked.
 *
 * @param type the marker type
 * @param code the name messages are stored under
 * @param name the name for people
 * @param contact where they are reached, empty when that was not said
 * @param acknowledgeWithin within how long a request to deliver again has to be acknowledged
 */
public record DeclaredSource(Class<?> type, String code, String name, String contact, Duration acknowledgeWithin) {

    private static final String KIND = "source";

    public DeclaredSource {
        Declarations.checkCode(KIND, type, code);
        Declarations.checkText(KIND, type, "name", name, 1);
        Declarations.checkText(KIND, type, "contact", contact, 0);
        Declarations.checkPositive(KIND, type, "acknowledgeWithin", acknowledgeWithin);
    }

    /**
     * Reads a marker type.
     *
     * @throws IllegalArgumentException naming the type and what is wrong with its declaration
     */
    public static DeclaredSource of(Class<?> type) {
        Source declared = type.getAnnotation(Source.class);
        if (declared == null) {
            throw Declarations.culprit(KIND, type, "it is used as a source but not annotated with @Source");
        }
        return new DeclaredSource(
                type,
                declared.code(),
                declared.name(),
                declared.contact(),
                Declarations.duration(KIND, type, "acknowledgeWithin", declared.acknowledgeWithin()));
    }
}
