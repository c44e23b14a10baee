package dev.consent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares somebody outside the application to whom personal data goes. The annotated type is a marker, named by the
 * purposes that share data with it.
 *
 * <p>Stands on an interface without members. For example:
 *
 * <pre>{@code
 * @Recipient(code = "mailing-house", name = "Mailing House Ltd", role = Recipient.Role.PROCESSOR,
 *         agreement = "DPA-2025-17", agreedOn = "2025-03-01", contact = "privacy@mailing.example")
 * public interface MailingHouse {}
 * }</pre>
 *
 * <p>Every withdrawal, erasure, correction and restriction that concerns one of those purposes creates a notice for the
 * recipient, in the transaction it happens in. How a notice gets there is left to the application.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 4(8) and (9), Article 19, Article 28</a>
 * @see Purpose#recipients()
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Recipient {

    /**
     * The name under which notices are stored: 1 to 64 characters of {@code a-z}, {@code 0-9} and {@code -}, starting
     * with a letter. Must not change while notices are open.
     */
    String code();

    /** The name for people who read the catalogue, an audit or a receipt. At most 255 characters; may change freely. */
    String name();

    /** What they are to the controller. */
    Role role();

    /**
     * A reference to the agreement with them, at most 255 characters. Required for a processor (Art. 28(3)) and for a
     * joint controller (Art. 26). Default: none.
     */
    String agreement() default "";

    /** The date of the agreement as {@code yyyy-mm-dd}; required together with {@link #agreement()}. Default: none. */
    String agreedOn() default "";

    /** Where they are reached about personal data, at most 255 characters; an address of an office. Default: none. */
    String contact() default "";

    /**
     * Within how long after it happened a notice has to be acknowledged, as an ISO 8601 duration. Default 24 hours. A
     * notice that is not acknowledged by then is overdue.
     */
    String acknowledgeWithin() default "PT24H";

    /** What somebody who gets personal data is to the controller. */
    enum Role {
        /** Works with the data on the controller's behalf and instruction, under an agreement. */
        PROCESSOR,
        /** Gets the data to use as a controller of their own. */
        RECIPIENT,
        /** Decides together with the controller what the data is used for. */
        JOINT_CONTROLLER
    }
}
