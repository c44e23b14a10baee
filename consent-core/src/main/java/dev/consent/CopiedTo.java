package dev.consent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that there are copies of this data outside the database, which have to be erased with it.
 *
 * <p>On an entity or a mapped superclass: of its rows, with any of their values. On an attribute: of its value. In the
 * transaction that erases the data, for whatever reason, the keys of its rows are written down; afterwards the
 * {@linkplain dev.consent.erasure.DerivedDataHandler handler} is told them until it has erased the copies.
 *
 * <pre>{@code
 * @Entity
 * @DataSubject
 * public class Pupil {
 *     @PersonalData(purpose = Photos.class)
 *     @CopiedTo(PictureFiles.class)
 *     String portrait;
 * }
 * }</pre>
 *
 * <p>What is never erased here, because no purpose and no term says so, cannot be annotated: the application does not
 * start. What the application deletes itself it erases in its copies itself. Copies are not hidden when a purpose ends: a
 * {@link dev.consent.decision.DecisionListener} hears of that at once.
 *
 * @see DerivedData
 */
@Documented
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface CopiedTo {

    /** The marker types of the copies, each annotated with {@link DerivedData}. */
    Class<?>[] value();
}
