package dev.consent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares somebody outside the application from whom personal data comes, such as the feed of another system. The
 * annotated type is a marker, named by the purposes that get data from it.
 *
 * <p>Stands on an interface without members. For example:
 *
 * <pre>{@code
 * @Source(code = "pupil-tracking", name = "Pupil tracking system")
 * public interface PupilTracking {}
 * }</pre>
 *
 * <p>Records are not kept for people who did not consent. When one of those purposes comes into force for a person, the
 * source is told to deliver that person's data again; how the message gets there is left to the application.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 14(2)(f)</a>
 * @see Purpose#sources()
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Source {

    /**
     * The name under which messages are stored: 1 to 64 characters of {@code a-z}, {@code 0-9} and {@code -}, starting
     * with a letter. Must not change while messages are open.
     */
    String code();

    /** The name for people who read the catalogue, an audit or a receipt. At most 255 characters; may change freely. */
    String name();

    /** Where they are reached about personal data, at most 255 characters; an address of an office. Default: none. */
    String contact() default "";

    /**
     * Within how long after the consent the request to deliver again has to be acknowledged, as an ISO 8601 duration.
     * Default 24 hours.
     */
    String acknowledgeWithin() default "PT24H";
}
