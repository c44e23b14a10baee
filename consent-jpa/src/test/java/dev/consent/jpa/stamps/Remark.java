package dev.consent.jpa.stamps;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import org.hibernate.annotations.SourceType;
import org.hibernate.annotations.UpdateTimestamp;

/** The database says when it was changed. */
@Entity
@PersonalData(purpose = Reports.class, subject = "pupil")
class Remark {

    @Id
    @GeneratedValue
    Long id;

    @ManyToOne
    Pupil pupil;

    String text;

    @UpdateTimestamp(source = SourceType.DB)
    Instant changed;

    protected Remark() {}

    Remark(Pupil pupil, String text) {
        this.pupil = pupil;
        this.text = text;
    }
}
