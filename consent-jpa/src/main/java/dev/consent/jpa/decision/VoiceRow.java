package dev.consent.jpa.decision;

import dev.consent.SubjectId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;

/** What one guardian of a child, or the child, last said about one purpose. Its Envers history is evidence. */
@Entity(name = VoiceRow.NAME)
@Audited
@Table(
        name = VoiceRow.NAME,
        uniqueConstraints =
                @UniqueConstraint(
                        name = "consent_voice_subject_purpose",
                        columnNames = {"subject_type", "subject_key", "purpose", "grantor_id"}))
class VoiceRow extends Statement {

    static final String NAME = "consent_voice";

    /** The attribute without a history. */
    static final String COUNTS = "counts";

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "consent_voice_seq")
    @SequenceGenerator(name = "consent_voice_seq", sequenceName = "consent_voice_seq")
    Long id;

    /** Whether this is a yes that nobody has ended since. Not what somebody said, so it has no history. */
    @NotAudited
    @Column(nullable = false)
    boolean counts;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected VoiceRow() {}

    VoiceRow(SubjectId subject, String purpose) {
        super(subject, purpose);
    }

    @Override
    String entity() {
        return NAME;
    }
}
