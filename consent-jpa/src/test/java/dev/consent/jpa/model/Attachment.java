package dev.consent.jpa.model;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.hibernate.envers.Audited;

/** Not annotated itself: it goes with its evaluation, because the evaluation cascades removal to it. */
@Entity
@Audited
public class Attachment {

    @Id
    @GeneratedValue
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    public Evaluation evaluation;

    public String content;

    protected Attachment() {}

    public Attachment(Evaluation evaluation, String content) {
        this.evaluation = evaluation;
        this.content = content;
    }
}
