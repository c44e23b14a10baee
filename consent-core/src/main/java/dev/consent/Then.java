package dev.consent;

/**
 * What happens to rows when nothing keeps them any more, because their last purpose has ended ({@link PersonalData#then})
 * or a term is over ({@link Retain#then}).
 *
 * <p>Rows that stay keep what statistics are made of: their identifier, their references, and every attribute that is
 * {@link NotPersonal}. What is personal in them goes, history included, and the elements of their collections of values
 * with it. For example, a lesson that is counted for ever, and says nothing about the pupil once the contract has ended:
 *
 * <pre>{@code
 * @Entity
 * @PersonalData(purpose = Enrolment.class, subject = "pupil", then = Then.CLEAR)
 * public class Lesson {
 *     @Id @GeneratedValue Long id;
 *     @ManyToOne Pupil pupil;
 *     @NotPersonal LocalDate day;
 *     String remarks;
 * }
 * }</pre>
 *
 * <p>A reference to the person stays: it is a key and no value. Annotate it with {@link PersonalData}, too, when it has
 * to go as well.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 5(1)(e) and Recital 26</a>
 */
public enum Then {
    /** The row is deleted, and with it what its mapping says goes with it. An attribute is erased as it declares. */
    DELETE,
    /** The row stays, and each of its personal attributes becomes {@code null} or its placeholder. */
    CLEAR,
    /**
     * The row stays, and each of its personal attributes becomes what its {@link Erase} makes of it; those without become
     * {@code null} or their placeholder.
     */
    ANONYMISE
}
