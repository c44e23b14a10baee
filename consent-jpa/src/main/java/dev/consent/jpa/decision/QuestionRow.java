package dev.consent.jpa.decision;

import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.time.Instant;
import org.hibernate.Session;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/**
 * When the question about one purpose for one person was last put to somebody, or postponed by them, and in which words.
 * Its Envers history is evidence: the ledger itself does not say who was asked while a grant holds.
 */
@Entity(name = QuestionRow.NAME)
@Audited
@Table(
        name = QuestionRow.NAME,
        uniqueConstraints =
                @UniqueConstraint(
                        name = "consent_question_subject_purpose",
                        columnNames = {"subject_type", "subject_key", "purpose", "grantor_id"}))
class QuestionRow extends Statement {

    static final String NAME = "consent_question";

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "consent_question_seq")
    @SequenceGenerator(name = "consent_question_seq", sequenceName = "consent_question_seq")
    Long id;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected QuestionRow() {}

    private QuestionRow(SubjectId subject, String purpose) {
        super(subject, purpose);
    }

    @Override
    String entity() {
        return NAME;
    }

    /** The last question to whoever is asked now, or a new one. The person is locked. */
    static QuestionRow of(Session session, Decision question, String purpose) {
        QuestionRow last = session.createSelectionQuery(
                        "from " + NAME + " q where q.subjectType = :type and q.subjectKey = :key"
                                + " and q.purpose = :purpose and q.grantorId = :asked",
                        QuestionRow.class)
                .setParameter("type", question.subject().type())
                .setParameter("key", question.subject().key())
                .setParameter("purpose", purpose)
                .setParameter("asked", question.grantor().id())
                .getSingleResultOrNull();
        return last == null ? new QuestionRow(question.subject(), purpose) : last;
    }

    /** Whether the same question is open already: put to the same person in the same words since the last decision. */
    boolean isOpen(Decision question, @Nullable Instant decided) {
        return id != null && says(question) && (decided == null || !decidedAt.isBefore(decided));
    }
}
