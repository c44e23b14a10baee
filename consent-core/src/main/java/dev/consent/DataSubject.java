package dev.consent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the entity that stands for a person. Its rows are registered by themselves: from the moment one is inserted
 * through Hibernate, purposes that need no consent are in force for that person and decisions can be made about the
 * others.
 *
 * <p>Stands on an entity with a single-column identifier of type {@code Long}, {@code Integer}, {@code Short},
 * {@code String} or {@code UUID}. For example:
 *
 * <pre>{@code
 * @Entity
 * @DataSubject
 * public class Pupil {
 *     @Id @GeneratedValue Long id;
 *     @PersonalData(purpose = Enrolment.class) String name;
 * }
 * }</pre>
 *
 * <p>Rows inserted behind Hibernate's back are hidden until they are registered, which happens when the application
 * starts.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 4(1)</a>
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface DataSubject {

    /**
     * The stored name of this kind of person, at most 64 characters. Default: the simple name of the class. Set it
     * before the class is renamed, because decisions are stored under it.
     */
    String type() default "";

    /**
     * The attribute that holds the person's date of birth, of type {@link java.time.LocalDate}. With it, people under the
     * age of consent decide through guardians, and a decision by somebody who may not decide is refused; a person whose
     * date of birth is not known counts as a child. Default: age plays no part, and whoever is named as the grantor is
     * believed.
     *
     * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 8</a>
     */
    String birthDate() default "";

    /**
     * The attribute that holds the country the person lives in, an ISO 3166-1 code of two letters in a {@code String}.
     * Only beside {@link #birthDate}, where the age of consent differs between the countries people live in. Default:
     * one age for all.
     */
    String country() default "";
}
