package dev.consent.samples.tutoring.evaluation;

import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.Retain;
import dev.consent.samples.tutoring.pupil.Coach;
import dev.consent.samples.tutoring.pupil.Pupil;
import dev.consent.samples.tutoring.purpose.ProgressReports;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import org.hibernate.envers.Audited;
import org.hibernate.envers.RelationTargetAuditMode;
import org.jspecify.annotations.Nullable;

/** What a coach writes about a pupil's progress. Not there at all while the parents have not agreed to it. */
@Entity
@Audited
@PersonalData(purpose = ProgressReports.class, subject = "pupil")
@Retain(period = "P2Y", from = "writtenAt")
public class Evaluation {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    private Pupil pupil;

    @ManyToOne(fetch = FetchType.LAZY)
    private Coach coach;

    @ManyToOne(fetch = FetchType.LAZY)
    @Audited(targetAuditMode = RelationTargetAuditMode.NOT_AUDITED)
    private SchoolPeriod period;

    @Column(length = 4000)
    private String text;

    /** From 1, hardly, to 5, splendid. */
    private Integer effort;

    @NotPersonal
    private Instant writtenAt;

    @NotPersonal
    private @Nullable Instant sentAt;

    protected Evaluation() {}

    public Evaluation(Pupil pupil, Coach coach, SchoolPeriod period, String text, Integer effort, Instant writtenAt) {
        this.pupil = pupil;
        this.coach = coach;
        this.period = period;
        this.text = text;
        this.effort = effort;
        this.writtenAt = writtenAt;
    }

    /** It was sent; the first time counts. */
    public void sent(Instant now) {
        if (sentAt == null) {
            sentAt = now;
        }
    }

    public @Nullable Long getId() {
        return id;
    }

    public Pupil getPupil() {
        return pupil;
    }

    public Coach getCoach() {
        return coach;
    }

    public SchoolPeriod getPeriod() {
        return period;
    }

    public String getText() {
        return text;
    }

    public Integer getEffort() {
        return effort;
    }

    public Instant getWrittenAt() {
        return writtenAt;
    }

    public @Nullable Instant getSentAt() {
        return sentAt;
    }
}
