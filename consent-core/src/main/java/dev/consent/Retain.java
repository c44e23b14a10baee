package dev.consent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long data is kept. A term is counted from a date of the row itself, or from the end of a purpose.
 *
 * <p><b>From a date</b> ({@link #from}), on an entity: an upper limit. From the end of its term the row is hidden, and
 * the sweep erases it, history included. A row whose date is {@code null} has no term yet and stays. Data whose purpose
 * ends earlier goes earlier. For example, a link that dies after five days:
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
 * <p><b>After a purpose</b> ({@link #after}), on an entity or an attribute next to its {@link PersonalData}, any number of
 * times: when the purpose ends, the data is kept for the period and then erased. If the purpose is one of its own, the
 * data is kept although nothing else needs it, hidden as ever while none of its purposes is in force; this is how a duty
 * to keep on the basis {@link LegalBasis#LEGAL_OBLIGATION} is declared. When the term is over the data goes, whatever
 * other purposes are in force. Of several terms the one that ends last counts, and while one of the purposes is still in
 * force no term has begun. A purpose that never was in force begins no term. For example, a name that is kept seven years
 * after the contract:
 *
 * <pre>{@code
 * @PersonalData(purpose = Enrolment.class)
 * @Retain(period = "P7Y", after = Enrolment.class, start = Retain.Start.AT_END_OF_YEAR)
 * String name;
 * }</pre>
 *
 * <p>Where no duty but only the application's own choice keeps data, a request to be forgotten (Art. 17) ends that.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 5(1)(e), storage limitation</a>
 */
@Documented
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Retain.Terms.class)
public @interface Retain {

    /** The length of the term as an ISO 8601 period or duration, such as {@code "P7Y"}, {@code "P5D"} or {@code "PT30M"}. */
    String period();

    /**
     * The attribute the term is counted from: a {@code LocalDate}, {@code LocalDateTime}, {@code OffsetDateTime} or
     * {@code Instant} of this entity. Dates without a zone are read in the zone of the clock consent was given. Either
     * this or {@link #after} is given.
     */
    String from() default "";

    /** The marker type of the purpose from whose end the term is counted. Default: none, and {@link #from} is given. */
    Class<?> after() default void.class;

    /** Whether the term starts at the date itself or at the end of the year it falls in. Default: at the date itself. */
    Start start() default Start.AT_DATE;

    /**
     * The month in which the year of {@link Start#AT_END_OF_YEAR} begins, 1 to 12. Default: 1, the calendar year; a book
     * year from July to June has 7.
     */
    int yearBegins() default 1;

    /**
     * Whether rows are hidden from the end of a term that is counted from a date, until the sweep erases them. Default:
     * yes. For terms after a purpose it says nothing.
     */
    boolean hidden() default true;

    /** The moment a term starts to run. */
    enum Start {
        /** At the date itself. */
        AT_DATE,
        /** At the end of the calendar or book year the date falls in, as bookkeeping duties are counted. */
        AT_END_OF_YEAR
    }

    /** Several terms of one element. */
    @Documented
    @Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @interface Terms {
        Retain[] value();
    }
}
