package dev.consent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a circle of people who may see the most sensitive data, such as the service office. The annotated type is a
 * marker, named where data is limited to the audience and where work is done for it.
 *
 * <p>Stands on an interface without members. For example:
 *
 * <pre>{@code
 * @Audience(title = "Service office")
 * public interface ServiceOffice {}
 * }</pre>
 *
 * <p>Who belongs to the audience is left to the application: it binds a {@linkplain dev.consent.gate.Scope scope} with
 * the audiences of the account at work.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 25(2), data protection by default</a>
 * @see PersonalData#audience()
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Audience {

    /** A short title for people who read the catalogue or an audit. Required; may change freely. */
    String title();
}
