package dev.consent.catalog;

import dev.consent.Recipient;
import dev.consent.Recipient.Role;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * A recipient as its marker type declares it, checked.
 *
 * @param type the marker type
 * @param code the name notices are stored under
 * @param name the name for people
 * @param role what they are to the controller
 * @param agreement a reference to the agreement with them, empty when there is none
 * @param agreedOn its date, or {@code null} when there is none
 * @param contact where they are reached, empty when that was not said
 * @param acknowledgeWithin within how long a notice has to be acknowledged
 */
public record DeclaredRecipient(
        Class<?> type,
        String code,
        String name,
        Role role,
        String agreement,
        @Nullable LocalDate agreedOn,
        String contact,
        Duration acknowledgeWithin) {

    private static final String KIND = "recipient";

    public DeclaredRecipient {
        Declarations.checkCode(KIND, type, code);
        Declarations.checkText(KIND, type, "name", name, 1);
        Declarations.checkText(KIND, type, "agreement", agreement, 0);
        Declarations.checkText(KIND, type, "contact", contact, 0);
        if (agreement.isBlank() != (agreedOn == null)) {
            throw Declarations.culprit(KIND, type, "agreement and agreedOn belong together: declare both or neither");
        }
        if (role != Role.RECIPIENT && agreement.isBlank()) {
            throw Declarations.culprit(
                    KIND, type, "a processor or joint controller needs an agreement: declare agreement and agreedOn");
        }
        Declarations.checkPositive(KIND, type, "acknowledgeWithin", acknowledgeWithin);
    }

    /**
     * Reads a marker type.
     *
     * @throws IllegalArgumentException naming the type and what is wrong with its declaration
     */
    public static DeclaredRecipient of(Class<?> type) {
        Recipient declared = type.getAnnotation(Recipient.class);
        if (declared == null) {
            throw Declarations.culprit(KIND, type, "it is used as a recipient but not annotated with @Recipient");
        }
        return new DeclaredRecipient(
                type,
                declared.code(),
                declared.name(),
                declared.role(),
                declared.agreement(),
                date(type, declared.agreedOn()),
                declared.contact(),
                Declarations.duration(KIND, type, "acknowledgeWithin", declared.acknowledgeWithin()));
    }

    private static @Nullable LocalDate date(Class<?> type, String text) {
        try {
            return text.isBlank() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException malformed) {
            throw Declarations.culprit(KIND, type, "agreedOn must be a date such as 2025-03-01");
        }
    }
}
