package dev.consent.readme;

import dev.consent.PersonalData;
import dev.consent.Retain;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;
import org.hibernate.envers.Audited;

// region row
@Entity
@Audited
@PersonalData(purpose = ProgressReports.class, subject = "pupil")
@Retain(period = "P2Y", from = "writtenOn")
public class Evaluation {

    @Id
    @GeneratedValue
    Long id;

    @ManyToOne
    Pupil pupil;

    String text;

    LocalDate writtenOn;
    // endregion

    @SuppressWarnings("NullAway.Init")
    protected Evaluation() {}

    Evaluation(Pupil pupil, String text, LocalDate writtenOn) {
        this.pupil = pupil;
        this.text = text;
        this.writtenOn = writtenOn;
    }
}
