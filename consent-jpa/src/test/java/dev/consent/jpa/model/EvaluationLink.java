package dev.consent.jpa.model;

import dev.consent.PersonalData;
import dev.consent.Retain;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import org.hibernate.envers.Audited;

/** Reaches its person over another protected row, and dies by itself. */
@Entity
@Audited
@PersonalData(purpose = Purposes.Reports.class, subject = "evaluation.pupil")
@Retain(period = "P5D", from = "sentAt")
public class EvaluationLink {

    @Id
    @GeneratedValue
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    public Evaluation evaluation;

    public String token;

    public Instant sentAt;

    protected EvaluationLink() {}

    public EvaluationLink(Evaluation evaluation, String token, Instant sentAt) {
        this.evaluation = evaluation;
        this.token = token;
        this.sentAt = sentAt;
    }
}
