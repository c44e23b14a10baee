package dev.consent.spring;

import dev.consent.gate.ConsentGate;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a method of a bean begin only while a purpose is in force for the person it is about; else it throws
 * {@link dev.consent.gate.ConsentRequiredException} and nothing of it runs.
 *
 * <p>Stands on a method that is not private, static or final, of a class or an interface. One parameter says whom it is
 * about: it is of type {@link dev.consent.SubjectId}, or annotated with {@link ConsentSubject}. For example:
 *
 * <pre>{@code
 * @RequiresConsent(purpose = ProgressReports.class)
 * public void mailReport(@ConsentSubject(Pupil.class) Long pupil) {…}
 * }</pre>
 *
 * <p>A method without such a parameter, or a purpose that is none, stops the start of the application. The question is
 * asked when the method begins, in its transaction and on its thread where it is transactional or asynchronous. As with
 * every annotation of this kind, a call within the same object is not seen. What the method does later is up to it: a
 * long one asks {@link ConsentGate#require} again.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 6(1)(a), Article 7(3)</a>
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresConsent {

    /** The marker type of the purpose. */
    Class<?> purpose();

    /**
     * Whether an answer from memory will do, which misses a decision of another node for up to a second. Default: no,
     * the database is asked.
     */
    boolean cached() default false;
}
