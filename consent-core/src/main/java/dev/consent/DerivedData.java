package dev.consent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares copies of personal data that are kept outside the database: a search index, files, an outbox of mail, a cache
 * on another machine. The annotated type is a marker, named by the data that is copied.
 *
 * <p>Stands on an interface without members. For example:
 *
 * <pre>{@code
 * @DerivedData(code = "search-index", title = "Full-text search of evaluations")
 * public interface SearchIndex {}
 *
 * @Entity
 * @PersonalData(purpose = ProgressReports.class, subject = "pupil")
 * @CopiedTo(SearchIndex.class)
 * public class Evaluation { … }
 * }</pre>
 *
 * <p>When something that is {@linkplain CopiedTo copied} is erased, a {@linkplain dev.consent.erasure.DerivedDataHandler
 * handler} of the application is told the keys until it has erased the copies; the erasure is not done before. Who else
 * gets personal data is not meant here: those are {@linkplain Recipient recipients}.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 17(1) and (2)</a>
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface DerivedData {

    /**
     * The name under which it is stored what is still to be erased: 1 to 64 characters of {@code a-z}, {@code 0-9} and
     * {@code -}, starting with a letter. Must not change while copies wait to be erased.
     */
    String code();

    /** The name for people who read an audit. At most 255 characters; may change freely. */
    String title();
}
