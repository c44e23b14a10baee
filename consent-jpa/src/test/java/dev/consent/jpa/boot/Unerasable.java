package dev.consent.jpa.boot;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

/** Sound for hiding, but its rows could not be erased. */
final class Unerasable {

    private Unerasable() {}

    @Entity(name = "Diploma")
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Diploma {
        @Id
        Long id;

        @ManyToOne
        Pupil pupil;
    }

    @Entity(name = "Frame")
    static class Frame {
        @Id
        Long id;

        @ManyToOne(optional = false)
        Diploma diploma;
    }
}
