package dev.consent.jpa.doors;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/** A test of one door: it is seen open first, and then closed. Its line stands in the page of guarantees. */
@Test
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Door {

    /** The number of the line in the catalogue. */
    int number();

    /** How a developer would call the door. */
    String name();

    /** What a hidden row looks like there; empty when the door does not lead to rows. */
    String row() default "";

    /** What a hidden field looks like there; empty when the door does not lead to fields. */
    String field() default "";

    /** Why it was tried in sessions only; empty when it was tried in stateless ones too. */
    String sessionOnly() default "";
}
