package dev.consent.jpa.boot;

import dev.consent.Erase;
import dev.consent.ErasureStrategy;
import dev.consent.PersonalData;
import dev.consent.Retain;
import dev.consent.Then;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SecondaryTable;
import java.time.LocalDate;

/** Terms, and rows that stay, of which nobody could tell what is meant. */
final class Mistimed {

    private Mistimed() {}

    static final class Same implements ErasureStrategy {
        @Override
        public Object erase(Object value) {
            return value;
        }
    }

    @Entity(name = "Report")
    @SecondaryTable(name = "report_more")
    @PersonalData(purpose = Reports.class, subject = "pupil")
    @Retain(period = "P1Y", after = Reports.class, then = Then.CLEAR)
    static class Report {
        @Id
        Long id;

        @ManyToOne
        Pupil pupil;

        LocalDate written;

        @Column(table = "report_more")
        LocalDate read;

        @PersonalData(purpose = Reports.class, then = Then.CLEAR)
        String said;

        @PersonalData(purpose = Reports.class)
        @Erase(as = Erase.As.OWN, by = Same.class)
        @Retain(period = "P1Y", from = "written")
        String strange;

        @PersonalData(purpose = Reports.class)
        @Retain(period = "P1Y", from = "read")
        String elsewhere;

        @PersonalData(purpose = Reports.class)
        @Retain(period = "P1Y", from = "written", after = Reports.class)
        String both;
    }

    /** Says that its rows stay, but not whose they are. */
    @Entity(name = "Counted")
    @Retain(period = "P1Y", from = "made", then = Then.CLEAR)
    static class Counted {
        @Id
        Long id;

        LocalDate made;
    }

    @Entity(name = "Kept")
    @PersonalData(purpose = Reports.class, subject = "pupil", then = Then.CLEAR)
    static class Kept {
        @Id
        Long id;

        @ManyToOne
        Pupil pupil;

        @Column(nullable = false)
        String required;

        int hours;
    }

    @Entity(name = "Trip")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Trip {
        @Id
        Long id;

        LocalDate out;
    }

    @Entity(name = "Return")
    @Retain(period = "P1Y", from = "out")
    @Retain(period = "P1Y", from = "back")
    static class Return extends Trip {
        LocalDate back;
    }

    @Entity(name = "Measured")
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Measured {
        @Id
        Double id;

        @ManyToOne
        Pupil pupil;
    }
}
