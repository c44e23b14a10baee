package dev.consent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long a row is kept at most. From the end of its term the row is hidden, and the sweep erases it, history
 * included. A row whose date is {@code null} has no term yet and stays.
 *
 * <p>Stands on an entity, alone or next to {@link PersonalData}. For example, a link that dies after five days:
 *
 * <pre>{@code
 * @Entity
 * @Retain(period = "P5D", from = "sentAt")
 * public class EvaluationLink {
 *     @Id @GeneratedValue Long id;
 *     Instant sentAt;
 * }
 * }</pre>
 *
 * <p>A term is an upper limit: data whose purpose ends earlier goes earlier. A duty to keep data longer is a purpose of
 * its own, on the basis {@link LegalBasis#LEGAL_OBLIGATION}.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 5(1)(e), storage limitation</a>
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Retain {

    /** The length of the term as an ISO 8601 period or duration, such as {@code "P7Y"}, {@code "P5D"} or {@code "PT30M"}. */
    String period();

    /**
     * The attribute the term is counted from: a {@code LocalDate}, {@code LocalDateTime}, {@code OffsetDateTime} or
     * {@code Instant} of this entity. Dates without a zone are read in the zone of the clock consent was given.
     */
    String from();

    /** Whether the term starts at the date itself or at the end of the year it falls in. Default: at the date itself. */
    Start start() default Start.AT_DATE;

    /** The moment a term starts to run. */
    enum Start {
        /** At the date itself. */
        AT_DATE,
        /** At the end of the calendar year the date falls in, as bookkeeping duties are counted. */
        AT_END_OF_YEAR
    }
}
