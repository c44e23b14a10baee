package dev.consent.jpa;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Agreement;
import dev.consent.decision.Guardianship;
import dev.consent.jpa.hibernate.ConsentEngine;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TransactionRequiredException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who decides for people under the age of consent. Only for kinds of people whose {@linkplain
 * dev.consent.DataSubject#birthDate() date of birth} is kept; others decide themselves, or the application sees to it.
 *
 * <p>A child's consent is given by a guardian, or by all of them where the {@linkplain dev.consent.Purpose#guardians()
 * purpose} says so. Each of them, and the child, may take it back, which ends it whatever the others said. From the day
 * on which the child comes of age only they decide: what guardians had granted holds for as long as {@link
 * dev.consent.Purpose#renewWithin()}, and expires unless the person grants it anew.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 8</a>
 */
public final class Guardians {

    private final ConsentEngine engine;

    Guardians(ConsentEngine engine) {
        this.engine = engine;
    }

    /**
     * Records within the current transaction that somebody decides for a person. Where all guardians have to agree, what
     * the others granted is hidden until this one has agreed too; nothing of it is erased for that.
     *
     * @param guardian a {@linkplain Grantor#parent parent} or {@linkplain Grantor#legalGuardian legal guardian}, by the
     *     id under which they decide
     * @return whether they were no guardian before
     * @throws TransactionRequiredException when no transaction is active
     * @throws dev.consent.ConsentException when the date of birth of such people is not kept
     * @throws dev.consent.decision.DecisionRefusedException when there is no such person
     */
    public boolean appoint(EntityManager em, SubjectId subject, Grantor guardian) {
        return change(em, subject, guardian, true);
    }

    /**
     * Records within the current transaction that somebody decides for a person no longer. What they granted goes with
     * them: what no other guardian has granted is over, hidden at once and erased like what was withdrawn.
     *
     * @return whether they were a guardian
     * @throws TransactionRequiredException when no transaction is active
     * @throws dev.consent.ConsentException when the date of birth of such people is not kept
     * @throws dev.consent.decision.DecisionRefusedException when there is no such person
     */
    public boolean remove(EntityManager em, SubjectId subject, Grantor guardian) {
        return change(em, subject, guardian, false);
    }

    private boolean change(EntityManager em, SubjectId subject, Grantor guardian, boolean appointed) {
        if (!em.isJoinedToTransaction()) {
            throw new TransactionRequiredException(
                    "guardians change in a transaction: with what follows, or not at all");
        }
        return engine.guardian(em, subject, guardian, appointed);
    }

    /** Those who decide for a person now, in the order in which they were appointed. */
    public List<Guardianship> of(EntityManager em, SubjectId subject) {
        return all(em, subject).stream()
                .filter(guardianship -> guardianship.until() == null)
                .toList();
    }

    /** Everybody who decides or decided for a person, in the order in which they were appointed. */
    public List<Guardianship> all(EntityManager em, SubjectId subject) {
        engine.requireSubject(subject);
        return engine.ledger().guardians(em, subject);
    }

    /**
     * Who of those that decide for a child has agreed to a purpose by now, and who is still to be asked. For people who
     * decide themselves, and purposes that need no consent, there is nobody in either list.
     *
     * @param purpose the marker type of a purpose
     * @throws dev.consent.ConsentException when there is no such purpose or kind of person
     */
    public Agreement agreed(EntityManager em, SubjectId subject, Class<?> purpose) {
        return engine.agreement(em, subject, purpose);
    }

    /** From when a person decides themselves; empty when nobody knows their date of birth. */
    public Optional<Instant> comesOfAge(EntityManager em, SubjectId subject) {
        return engine.comesOfAge(em, subject);
    }
}
