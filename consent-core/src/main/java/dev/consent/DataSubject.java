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
}
