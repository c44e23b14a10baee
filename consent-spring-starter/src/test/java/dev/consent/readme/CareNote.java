package dev.consent.readme;

import dev.consent.PersonalData;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.hibernate.envers.Audited;

// region limited
@Entity
@Audited
@PersonalData(purpose = Enrolment.class, subject = "pupil", audience = ServiceOffice.class)
public class CareNote {

    @Id
    @GeneratedValue
    Long id;

    @ManyToOne
    Pupil pupil;

    String text;
    // endregion

    @SuppressWarnings("NullAway.Init")
    protected CareNote() {}

    CareNote(Pupil pupil, String text) {
        this.pupil = pupil;
        this.text = text;
    }
}
