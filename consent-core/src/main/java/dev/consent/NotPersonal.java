package dev.consent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that somebody looked at this data and found that it is not personal. Everything that carries neither this nor
 * {@link PersonalData} is listed in the catalogue as unclassified.
 *
 * <p>Stands on an entity or an attribute. On an attribute of a row that is personal as a whole it keeps the column in
 * the redacted history. For example:
 *
 * <pre>{@code
 * @Entity
 * @NotPersonal
 * public class Subject {
 *     @Id String code;
 *     String title;
 * }
 * }</pre>
 *
 * <p>It changes nothing about what can be read.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Recital 26</a>
 */
@Documented
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface NotPersonal {}
