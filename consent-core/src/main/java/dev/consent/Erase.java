package dev.consent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What stands in the place of an erased value. Without it, that is {@code null}, or the {@linkplain
 * PersonalData#placeholder placeholder} of an attribute that cannot be null.
 *
 * <p>Stands on an attribute with one column that is {@link PersonalData} itself or within an embedded value that is. For
 * example, a birth date of which the year stays, and a post code of which the first digits stay:
 *
 * <pre>{@code
 * @PersonalData(purpose = Enrolment.class)
 * @Erase(as = Erase.As.YEAR)
 * LocalDate born;
 *
 * @PersonalData(purpose = Enrolment.class)
 * @Erase(as = Erase.As.PREFIX, keep = 2)
 * String postCode;
 * }</pre>
 *
 * <p>It changes the live row only: the history is erased to {@code null} all the same, so that no column of it holds the
 * value. What was erased stays hidden while no purpose is in force, and reads as what stands there when one is again.
 * Rows and collections that are personal as a whole are deleted.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 4(5) and Recital 26</a>
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Erase {

    /** How the value is replaced. */
    As as();

    /** How many characters of the beginning stay, for {@link As#PREFIX}; at least 1. */
    int keep() default 0;

    /** The application's own strategy, for {@link As#OWN}: a class with a constructor without parameters. */
    Class<? extends ErasureStrategy> by() default ErasureStrategy.class;

    /** The ways to replace a value. */
    enum As {
        /**
         * A text of 42 characters that is the same for the same value: a keyed hash (HMAC-SHA-256, its first 128 bits),
         * so that what belonged together can still be counted together. For {@code String} attributes. The key is the
         * setting {@code consent.pseudonym-key} and is never stored in the database. A pseudonym can be linked by
         * whoever holds the key, so it is personal data as long as the key exists.
         */
        PSEUDONYM,
        /** The first of January of its year. For {@code LocalDate} attributes. */
        YEAR,
        /** Its first characters, {@link Erase#keep} of them. For {@code String} attributes. */
        PREFIX,
        /** What the application's own {@link Erase#by strategy} makes of it. */
        OWN
    }
}
