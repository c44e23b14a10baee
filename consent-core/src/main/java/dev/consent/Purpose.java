package dev.consent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a purpose for which personal data is used. The annotated type is a marker: annotated once, it is the token
 * by which application code names the purpose everywhere, so that renaming it is a refactoring.
 *
 * <p>Stands on an interface without members. For example:
 *
 * <pre>{@code
 * @Purpose(code = "progress-reports", title = "Progress reports by e-mail", basis = LegalBasis.CONSENT)
 * public interface ProgressReports {}
 * }</pre>
 *
 * <p>What is shown to people when they are asked is published in versions, per language; each decision records which one
 * was shown as a {@link Wording}.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 5(1)(b), purpose limitation</a>
 * @see PersonalData#purpose()
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Purpose {

    /**
     * The name under which decisions are stored: 1 to 64 characters of {@code a-z}, {@code 0-9} and {@code -}, starting
     * with a letter. Must never change once decisions exist; the Java type may.
     */
    String code();

    /** A short title for people who read the catalogue, an audit or a receipt. Required; may change freely. */
    String title();

    /** Why the data may be used. Decides how the purpose comes into force. */
    LegalBasis basis();

    /**
     * Within how long after the end of this purpose its data is erased for good, as an ISO 8601 duration. Default
     * 24 hours. An erasure that is not done by then is overdue.
     */
    String eraseWithin() default "PT24H";

    /**
     * How long after the end of this purpose the hidden data is kept unharmed, so that a person who thinks again finds
     * everything as it was; an ISO 8601 duration shorter than {@link #eraseWithin()}. Default 12 hours.
     */
    String reconsiderWithin() default "PT12H";

    /**
     * How long consent that was given on an earlier wording stays in force after a materially different one is published,
     * as an ISO 8601 duration, so that people have time to be asked again. When it is over, what was not renewed expires:
     * hidden at once, erased as after any other end. With {@code PT0S} it expires as the new wording is published. Default
     * 30 days.
     */
    String renewWithin() default "P30D";

    /**
     * How many guardians have to agree before this purpose is in force for a child. It counts for kinds of people whose
     * {@linkplain DataSubject#birthDate() date of birth} is kept. When the child comes of age, consent of guardians is put
     * to them: it stays in force for as long as {@link #renewWithin}. Default: any of them.
     */
    GuardianRule guardians() default GuardianRule.ANY;

    /** Marker types, annotated with {@link Recipient}, of those who get data kept for this purpose. Default: nobody. */
    Class<?>[] recipients() default {};

    /** Marker types, annotated with {@link Source}, of those from whom data for this purpose comes. Default: nobody. */
    Class<?>[] sources() default {};

    /**
     * Marker types of purposes this one rests on: it can be given only while all of them are in force, and it ends with
     * each of them. Only for purposes based on {@link LegalBasis#CONSENT}. Default: it stands by itself.
     */
    Class<?>[] requires() default {};
}
