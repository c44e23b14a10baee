package dev.consent.samples.tutoring.evaluation;

import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.Retain;
import dev.consent.erasure.RetentionTerm;
import dev.consent.samples.tutoring.pupil.Parent;
import dev.consent.samples.tutoring.pupil.Pupil;
import dev.consent.samples.tutoring.purpose.ProgressReports;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import java.time.ZoneId;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/**
 * Lets one parent open one evaluation from a mail. Five days after it was sent it is gone by its retention term, and
 * with the consent it goes at once. Only a digest of the token is stored, so the table opens nothing.
 */
@Entity
@Audited
@PersonalData(purpose = ProgressReports.class, subject = "pupil")
@Retain(period = "P5D", from = "sentAt")
public class EvaluationLink {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    private Pupil pupil;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Evaluation evaluation;

    @ManyToOne(fetch = FetchType.LAZY)
    private Parent parent;

    @Column(unique = true, length = 64)
    private String tokenDigest;

    @NotPersonal
    private Instant sentAt;

    @NotPersonal
    private @Nullable Instant openedAt;

    protected EvaluationLink() {}

    EvaluationLink(Evaluation evaluation, Parent parent, String tokenDigest, Instant sentAt) {
        this.pupil = evaluation.getPupil();
        this.evaluation = evaluation;
        this.parent = parent;
        this.tokenDigest = tokenDigest;
        this.sentAt = sentAt;
    }

    /** When a link that is sent now ends: read from the term above, so that there is one truth about it. */
    static Instant endOf(Instant sentAt, ZoneId zone) {
        return RetentionTerm.of(EvaluationLink.class.getAnnotation(Retain.class))
                .endOf(sentAt, zone);
    }

    void opened(Instant now) {
        if (openedAt == null) {
            openedAt = now;
        }
    }

    Pupil getPupil() {
        return pupil;
    }

    @Nullable
    Evaluation getEvaluation() {
        return evaluation;
    }

    Parent getParent() {
        return parent;
    }
}
