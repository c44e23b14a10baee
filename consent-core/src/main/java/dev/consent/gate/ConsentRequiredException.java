package dev.consent.gate;

import dev.consent.ConsentException;
import dev.consent.Purpose;
import java.util.List;
import java.util.stream.Collectors;

/** An action or a write was refused because no purpose that would allow it is in force for the person it concerns. */
public final class ConsentRequiredException extends ConsentException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // a list of classes, kept in a serializable list
    private final List<Class<?>> purposes;

    private ConsentRequiredException(String message, List<Class<?>> purposes) {
        super(message);
        this.purposes = List.copyOf(purposes);
    }

    /** An action of the application was refused. */
    public static ConsentRequiredException forAction(String subjectType, Class<?> purpose) {
        return new ConsentRequiredException(
                "The purpose " + name(purpose) + " is not in force for this " + subjectType + ". " + nextStep(purpose),
                List.of(purpose));
    }

    private static String nextStep(Class<?> purpose) {
        Purpose declared = purpose.getAnnotation(Purpose.class);
        return declared == null || declared.basis().needsGrant()
                ? "Ask for it and record the answer before trying again."
                : "It rests on " + declared.basis() + " and has ended: leave the action out, or record first that it"
                        + " began again.";
    }

    /** An action of the application was refused, because processing is restricted for the person (GDPR Art. 18). */
    public static ConsentRequiredException forRestrictedAction(String subjectType, Class<?> purpose) {
        return new ConsentRequiredException(
                "Processing is restricted for this " + subjectType + ", also for the purpose " + name(purpose)
                        + ". Asking for consent changes nothing: leave the action out until the restriction is lifted.",
                List.of(purpose));
    }

    /** Writing personal data was refused, because processing is restricted for a person it is about (GDPR Art. 18). */
    public static ConsentRequiredException forRestrictedWrite(String what, List<Class<?>> purposes) {
        String names = purposes.stream().map(ConsentRequiredException::name).collect(Collectors.joining(" or "));
        return new ConsentRequiredException(
                what + " was not written: it is personal data for " + names
                        + ", and processing is restricted for a person it is about. Nothing was changed. A grant would"
                        + " not help: leave the value out until the restriction is lifted.",
                purposes);
    }

    /** Writing personal data was refused. */
    public static ConsentRequiredException forWrite(String what, List<Class<?>> purposes) {
        String names = purposes.stream().map(ConsentRequiredException::name).collect(Collectors.joining(" or "));
        return new ConsentRequiredException(
                what + " was not written: it is personal data for " + names
                        + ", which is not in force for the person it is about. Nothing was changed. Record a grant"
                        + " first, or leave the value out.",
                purposes);
    }

    /** Writing personal data was refused, because the scope of the work is for another purpose. */
    public static ConsentRequiredException forWriteWithin(String what, List<Class<?>> purposes, Class<?> served) {
        String names = purposes.stream().map(ConsentRequiredException::name).collect(Collectors.joining(" or "));
        return new ConsentRequiredException(
                what + " was not written: it is personal data for " + names + ", and this work is done for "
                        + name(served) + ". Nothing was changed. Write it in a scope for its purpose.",
                purposes);
    }

    /** The marker types of the purposes, any of which would have allowed it. */
    public List<Class<?>> purposes() {
        return purposes;
    }

    private static String name(Class<?> purpose) {
        Purpose declared = purpose.getAnnotation(Purpose.class);
        return declared == null ? purpose.getSimpleName() : "'" + declared.code() + "'";
    }
}
