package dev.consent.gate;

import dev.consent.SubjectId;
import dev.consent.decision.Standing;
import java.util.Collection;
import java.util.Set;

/**
 * Answers, before an action such as sending a mail, whether a purpose is in force. Answers are exact about time: a grant
 * that ran out a moment ago is over. About somebody who is not stored, or whose row was not flushed yet, the answer is no.
 *
 * <p>A <em>strict</em> gate asks the database in the current transaction each time. A <em>cached</em> gate remembers
 * answers: a decision of this node counts from its commit on, one of another node at most a second later (the setting
 * {@code consent.gate.staleness}). Within a transaction that has itself decided something, it is strict. Data is hidden
 * without any gate, and never by a remembered answer.
 */
public interface ConsentGate {

    /** Everything known about the purpose for this person. */
    Standing standing(SubjectId subject, Class<?> purpose);

    /** Whether the purpose is in force for this person. An unknown person has granted nothing. */
    default boolean permits(SubjectId subject, Class<?> purpose) {
        return standing(subject, purpose).inForce();
    }

    /**
     * Passes when the purpose is in force.
     *
     * @throws ConsentRequiredException naming the purpose and the next step, never the person
     */
    default void require(SubjectId subject, Class<?> purpose) {
        if (!permits(subject, purpose)) {
            throw standing(subject, purpose).restricted()
                    ? ConsentRequiredException.forRestrictedAction(subject.type(), purpose)
                    : ConsentRequiredException.forAction(subject.type(), purpose);
        }
    }

    /** Those of the given people for whom the purpose is in force. */
    Set<SubjectId> permitted(Collection<SubjectId> subjects, Class<?> purpose);
}
