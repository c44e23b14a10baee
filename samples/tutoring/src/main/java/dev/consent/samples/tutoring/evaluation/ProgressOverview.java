package dev.consent.samples.tutoring.evaluation;

import dev.consent.PersonalData;
import dev.consent.samples.tutoring.pupil.Pupil;
import dev.consent.samples.tutoring.purpose.Guidance;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.time.Instant;
import org.hibernate.envers.Audited;
import org.hibernate.envers.RelationTargetAuditMode;
import org.jspecify.annotations.Nullable;

/**
 * That a pupil had an evaluation in a period, and that it was sent and opened; not what it said. This is kept for the
 * guidance itself, so it outlives the evaluation and the counts stay right when consent is withdrawn.
 */
@Entity
@Audited
@PersonalData(purpose = Guidance.class, subject = "pupil")
@Table(uniqueConstraints = @UniqueConstraint(columnNames = {"pupil_id", "period_id"}))
public class ProgressOverview {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    private Pupil pupil;

    @ManyToOne(fetch = FetchType.LAZY)
    @Audited(targetAuditMode = RelationTargetAuditMode.NOT_AUDITED)
    private SchoolPeriod period;

    private @Nullable Instant writtenAt;

    private @Nullable Instant sentAt;

    private @Nullable Instant openedAt;

    protected ProgressOverview() {}

    public ProgressOverview(Pupil pupil, SchoolPeriod period) {
        this.pupil = pupil;
        this.period = period;
    }

    /** An evaluation was written; the first one counts. */
    public void written(Instant now) {
        writtenAt = writtenAt == null ? now : writtenAt;
    }

    /** An evaluation was sent to the parents; the first time counts. */
    public void sent(Instant now) {
        sentAt = sentAt == null ? now : sentAt;
    }

    /** A parent opened it; the first time counts. */
    public void opened(Instant now) {
        openedAt = openedAt == null ? now : openedAt;
    }

    public Pupil getPupil() {
        return pupil;
    }

    public SchoolPeriod getPeriod() {
        return period;
    }

    public @Nullable Instant getWrittenAt() {
        return writtenAt;
    }

    public @Nullable Instant getSentAt() {
        return sentAt;
    }

    public @Nullable Instant getOpenedAt() {
        return openedAt;
    }
}
