package dev.consent.jpa.doors;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A door that is known not to close. Its test must fail; the page of guarantees says so. The build breaks when the door
 * closes, so that the mark goes.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Leaks {

    /** What comes through. */
    String value();
}
