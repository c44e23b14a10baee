package dev.consent.catalog;

import dev.consent.GuardianRule;
import dev.consent.LegalBasis;
import dev.consent.Purpose;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A purpose as its marker type declares it, checked.
 *
 * @param type the marker type
 * @param code the name decisions are stored under
 * @param title the title for people
 * @param basis the legal basis
 * @param eraseWithin how long after its end its data is gone for good
 * @param reconsiderWithin how long after its end hidden data is kept unharmed
 * @param renewWithin how long consent on an earlier wording stays in force after a material change
 * @param guardians how many guardians of a child have to agree
 * @param recipients who gets data that is kept for it
 * @param sources from whom data for it comes
 * @param requires the marker types of the purposes it rests on
 */
public record DeclaredPurpose(
        Class<?> type,
        String code,
        String title,
        LegalBasis basis,
        Duration eraseWithin,
        Duration reconsiderWithin,
        Duration renewWithin,
        GuardianRule guardians,
        List<DeclaredRecipient> recipients,
        List<DeclaredSource> sources,
        List<Class<?>> requires) {

    public DeclaredPurpose {
        recipients = List.copyOf(recipients);
        sources = List.copyOf(sources);
        requires = List.copyOf(requires);
        if (!code.matches("[a-z][a-z0-9-]{0,63}")) {
            throw culprit(type, "its code must be 1 to 64 of a-z, 0-9 and -, starting with a letter");
        }
        if (title.isBlank() || title.length() > 255) {
            throw culprit(type, "its title must have 1 to 255 characters");
        }
        if (eraseWithin.isNegative() || eraseWithin.isZero()) {
            throw culprit(type, "eraseWithin must be longer than nothing");
        }
        if (reconsiderWithin.isNegative() || reconsiderWithin.compareTo(eraseWithin) >= 0) {
            throw culprit(
                    type, "reconsiderWithin must be shorter than eraseWithin, or nothing could be erased in time");
        }
        if (renewWithin.isNegative()) {
            throw culprit(type, "renewWithin must not be negative");
        }
        if (!requires.isEmpty() && !basis.needsGrant()) {
            throw culprit(type, "only a purpose based on consent can require others");
        }
    }

    /**
     * Reads a marker type.
     *
     * @throws IllegalArgumentException naming the type and what is wrong with its declaration
     */
    public static DeclaredPurpose of(Class<?> type) {
        Purpose declared = type.getAnnotation(Purpose.class);
        if (declared == null) {
            throw culprit(type, "it is used as a purpose but not annotated with @Purpose");
        }
        checkRequired(type, List.of());
        return new DeclaredPurpose(
                type,
                declared.code(),
                declared.title(),
                declared.basis(),
                duration(type, "eraseWithin", declared.eraseWithin()),
                duration(type, "reconsiderWithin", declared.reconsiderWithin()),
                duration(type, "renewWithin", declared.renewWithin()),
                declared.guardians(),
                Stream.of(declared.recipients()).map(DeclaredRecipient::of).toList(),
                Stream.of(declared.sources()).map(DeclaredSource::of).toList(),
                List.of(declared.requires()));
    }

    /** What is required must be a purpose itself, and nothing may rest on itself in the end. */
    private static void checkRequired(Class<?> type, List<Class<?>> resting) {
        if (resting.contains(type)) {
            throw culprit(type, "it requires itself, directly or through others");
        }
        Purpose declared = type.getAnnotation(Purpose.class);
        if (declared == null) {
            throw culprit(type, "it is required by another purpose but not annotated with @Purpose");
        }
        List<Class<?>> onwards =
                Stream.concat(resting.stream(), Stream.of(type)).toList();
        for (Class<?> required : declared.requires()) {
            checkRequired(required, onwards);
        }
    }

    private static Duration duration(Class<?> type, String attribute, String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException malformed) {
            throw culprit(type, attribute + " must be an ISO 8601 duration such as PT24H");
        }
    }

    private static IllegalArgumentException culprit(Class<?> type, String problem) {
        return new IllegalArgumentException("purpose " + type.getName() + ": " + problem);
    }
}
