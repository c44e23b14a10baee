package dev.consent.spring;

import dev.consent.ConsentException;
import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotatedMethod;

/**
 * What one method asks for, checked.
 *
 * @param purpose the marker type of the purpose
 * @param cached whether an answer from memory will do
 * @param parameter the position of the parameter that says whom it is about
 * @param entity the entity class whose identifier the parameter is, or {@code null} when it is a {@link SubjectId}
 */
record RequiredConsent(
        Class<?> purpose,
        boolean cached,
        int parameter,
        @Nullable Class<?> entity) {

    /**
     * Reads a method.
     *
     * @return {@code null} when it asks for nothing
     * @throws ConsentException naming the method, what is wrong and what to do
     */
    static @Nullable RequiredConsent of(Method method) {
        RequiresConsent asked = AnnotatedElementUtils.findMergedAnnotation(method, RequiresConsent.class);
        if (asked == null) {
            return null;
        }
        int unseen = Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL;
        if ((method.getModifiers() & unseen) != 0) {
            throw wrong(method, "a call of it cannot be seen. Make it neither private nor static nor final", null);
        }
        List<RequiredConsent> found = new ArrayList<>();
        try {
            DeclaredPurpose.of(asked.purpose());
            for (MethodParameter parameter : new AnnotatedMethod(method).getMethodParameters()) {
                ConsentSubject subject = parameter.getParameterAnnotation(ConsentSubject.class);
                int index = parameter.getParameterIndex();
                if (subject != null) {
                    SubjectId.typeOf(subject.value());
                    found.add(new RequiredConsent(asked.purpose(), asked.cached(), index, subject.value()));
                } else if (parameter.getParameterType() == SubjectId.class) {
                    found.add(new RequiredConsent(asked.purpose(), asked.cached(), index, null));
                }
            }
        } catch (IllegalArgumentException malformed) {
            throw wrong(method, String.valueOf(malformed.getMessage()), malformed);
        }
        if (found.size() != 1) {
            throw wrong(
                    method,
                    (found.isEmpty() ? "no parameter says" : "several parameters say") + " whom it is about. Give it"
                            + " exactly one that is a SubjectId, or annotated with @ConsentSubject",
                    null);
        }
        return found.get(0);
    }

    /** Whom a call is about. */
    SubjectId subject(@Nullable Object... arguments) {
        Object given = arguments[parameter];
        if (given == null) {
            throw new IllegalArgumentException("a method that requires consent was called without saying whom it is"
                    + " about: its parameter " + parameter + " is null");
        }
        return entity == null ? (SubjectId) given : SubjectId.of(entity, given);
    }

    private static ConsentException wrong(Method method, String problem, @Nullable Throwable cause) {
        String message = "@RequiresConsent on " + method.getDeclaringClass().getName() + "." + method.getName() + ": "
                + problem + ".";
        return cause == null ? new ConsentException(message) : new ConsentException(message, cause);
    }
}
