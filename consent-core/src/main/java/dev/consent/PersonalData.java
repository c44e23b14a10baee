package dev.consent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks personal data and the purpose it serves. While none of its purposes is in force for the data subject, a marked
 * row is not there and a marked field reads as {@code null}, through every door of Jakarta Persistence, the Envers
 * history included; when the last purpose has ended, the data is erased on schedule.
 *
 * <p>Stands on an entity (the whole row), or on an attribute of an entity or embeddable (one field, one embedded value,
 * one collection). For example:
 *
 * <pre>{@code
 * @Entity
 * @PersonalData(purpose = ProgressReports.class, subject = "pupil")
 * public class Evaluation {
 *     @Id @GeneratedValue Long id;
 *     @ManyToOne Pupil pupil;
 *     String text;
 * }
 * }</pre>
 *
 * <p>A hidden value is never overwritten: writing a value while its purpose is not in force is refused, and updates of
 * other attributes leave it as it was. Identifiers and versions cannot be hidden, and attributes that cannot be null only
 * behind a {@link #placeholder}; the application refuses to start and says what to change. Plain JDBC is outside its
 * reach.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 4(1) and Article 25</a>
 */
@Documented
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface PersonalData {

    /**
     * The marker types of the purposes this data serves, each annotated with {@link Purpose}. Visible while <em>any</em>
     * of them is in force, erased only when <em>none</em> is. At least one.
     */
    Class<?>[] purpose();

    /**
     * The path of attributes from this entity to the {@linkplain DataSubject data subject} it is about, with dots, such
     * as {@code "pupil"} or {@code "enrolment.pupil"}. Default: the entity itself when it is a data subject, and else the
     * path given on the entity.
     *
     * <p>One attribute of the path may be a collection, for data about several people: a many-to-many this entity writes,
     * such as {@code "children"}, or links that are entities themselves, such as {@code "appearances.child"}. Then each
     * of them has to allow it: the data is visible only while a purpose is in force for <em>everybody</em> who is linked,
     * hidden while nobody is, and erased as soon as <em>one</em> of them withdraws and the time has come. Linking
     * somebody for whom no purpose is in force is refused, for an attribute as long as it holds a value. Its history needs
     * everybody who was ever linked, and is erased with the first of them; while nobody is linked any more, as after the
     * row was removed, it is hidden. Maps, ordered lists and restricted collections cannot lie on a path.
     */
    String subject() default "";

    /**
     * What happens to the row when the last purpose has ended; on an entity only. Default: it is deleted, and until then
     * it is not there while no purpose is in force. With {@link Then#CLEAR} and {@link Then#ANONYMISE} the row stays and
     * can always be seen: it is as if each of its attributes and collections of values were annotated like this, except
     * for those that are {@link NotPersonal}, references, and dates from which its terms are counted.
     */
    Then then() default Then.DELETE;

    /**
     * The marker types of the audiences that may see this data, each annotated with {@link Audience}. For work that is
     * done for none of them it is hidden, whatever the person has consented to: it reads as {@code null}, or the row is
     * not there. Rows and attributes may still be written, so that people can hand in what they are not to read back; a
     * collection is changed by its audience only. Default: none, so that everybody sees it while its purpose is in
     * force.
     *
     * @see dev.consent.gate.Scope#withAudience
     */
    Class<?>[] audience() default {};

    /**
     * What kinds of personal data it is, for the record of processing and the person's own documents. Default: those of
     * the row or the embedded value it belongs to, and else none.
     *
     * @see DataCategory#special()
     */
    DataCategory[] category() default {};

    /**
     * What an attribute that cannot be null reads as while it is hidden, and is erased to: at most one text, such as
     * {@code placeholder = "unknown"}. Needed for a column that is NOT NULL, for a primitive attribute, and for one that
     * validation wants present; it should meet the other constraints of the attribute too. Default: none, and the
     * attribute reads as {@code null}.
     *
     * <p>The text is converted to the type of the attribute: strings as they are, numbers and {@code true} or {@code
     * false} as Java writes them, {@code LocalDate}, {@code LocalDateTime} and {@code Instant} in ISO 8601, enums by the
     * name of the constant. Where a converter makes a type of another kind, the text is the value in the column. Whatever
     * does not convert or does not fit the column, stands in a unique column, or belongs to a reference, a collection or a
     * whole row stops the boot.
     *
     * <p>Everything said about {@code null} holds for the placeholder: it may be written while no purpose is in force, and
     * writing it over a visible value of a managed entity removes the value, but in a detached copy it stands for a value
     * that was hidden and changes nothing. Choose one that is no ordinary value. The history is erased to {@code null},
     * because the columns of history tables can be null.
     */
    String[] placeholder() default {};
}
