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
 * <p><b>From a date</b> ({@link #from}), on an entity, an attribute or a collection: an upper limit. From the end of its
 * term the data is hidden, and the sweep erases it, history included. Where the date is {@code null}, the term has not
 * begun and nothing goes. Data whose purpose ends earlier goes earlier. For example, a link that dies after five days:
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
 * <p><b>Several terms</b> of one entity, attribute or collection: the one that ends last counts, and one that has not
 * begun has not ended. This holds for each thing that happens: with two terms from a date of which one {@linkplain #then
 * clears} and one deletes, the row is cleared at the end of the first and deleted at the end of the second. The terms of
 * an attribute replace those of the embedded value it is in, and those of its row that clear. For example, an evaluation
 * whose text goes after two years, and which is counted for ten:
 *
 * <pre>{@code
 * @Entity
 * @PersonalData(purpose = Reports.class, subject = "pupil")
 * @Retain(period = "P2Y", from = "writtenOn", then = Then.CLEAR)
 * @Retain(period = "P10Y", from = "writtenOn")
 * public class Evaluation {
 *     @Id @GeneratedValue Long id;
 *     @ManyToOne Pupil pupil;
 *     LocalDate writtenOn;
 *     String text;
 * }
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
     * {@code Instant} of this entity, in the table of what the term is for; for a collection, of the entity that owns
     * it. Dates without a zone are read in the zone of the clock consent was given. Either
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
     * What happens at the end of a term that is counted from a date. On an entity: the row is deleted, or it stays and its
     * personal attributes and its collections of values go. On an attribute, {@link Then#CLEAR} makes it {@code null} or
     * its placeholder whatever its {@link Erase} says, and the others erase it as it declares. Default: delete. For terms
     * after a purpose, {@link PersonalData#then} says it.
     */
    Then then() default Then.DELETE;

    /**
     * Whether data is hidden from the end of a term that is counted from a date, until the sweep erases it. Of several
     * terms for the same, all have to say so. Default: yes. Next to a term after a purpose, and for such a term itself, it
     * says nothing. What the application's own {@link ErasureStrategy} has made of a value cannot be told from what it
     * was, so such attributes need {@code false}.
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
