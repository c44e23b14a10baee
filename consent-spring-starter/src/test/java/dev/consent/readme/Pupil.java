package dev.consent.readme;

import dev.consent.DataSubject;
import dev.consent.PersonalData;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.hibernate.envers.Audited;

// region field
@Entity
@Audited
@DataSubject
public class Pupil {

    @Id
    @GeneratedValue
    Long id;

    @PersonalData(purpose = Enrolment.class)
    String name;

    @PersonalData(purpose = ProgressReports.class)
    String email;
    // endregion

    @SuppressWarnings("NullAway.Init")
    protected Pupil() {}

    Pupil(String name) {
        this.name = name;
    }
}
