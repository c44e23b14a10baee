package dev.consent.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a parameter of a method with {@link RequiresConsent} is the identifier of the person it is about. A call
 * with {@code null} is refused.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface ConsentSubject {

    /** The entity class of the person, annotated with {@link dev.consent.DataSubject}. */
    Class<?> value();
}
