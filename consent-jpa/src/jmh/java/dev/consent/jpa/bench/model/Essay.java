package dev.consent.jpa.bench.model;

import dev.consent.PersonalData;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.hibernate.envers.Audited;
import org.hibernate.envers.RelationTargetAuditMode;

/** A row with a history, erased as a whole. */
@Entity
@Audited
@Table(name = "essay", indexes = @Index(name = "essay_pupil", columnList = "pupil_id"))
@PersonalData(purpose = Purposes.Reports.class, subject = "pupil")
public class Essay {

    @Id
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "pupil_id")
    @Audited(targetAuditMode = RelationTargetAuditMode.NOT_AUDITED)
    public Pupil pupil;

    public int score;

    public String title;

    public String text;
}
