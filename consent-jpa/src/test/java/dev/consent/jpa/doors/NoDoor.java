package dev.consent.jpa.doors;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A line of the catalogue that has no test here, and why. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(NoDoor.List.class)
public @interface NoDoor {

    int number();

    String name();

    /** Why there is no test here. */
    String because();

    /** The test that stands somewhere else, from the root of the repository; empty when there is none. */
    String test() default "";

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface List {
        NoDoor[] value();
    }
}
