package dev.consent.jpa.boot;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;

/** Placeholders that cannot stand where they are declared. */
final class Masked {

    private Masked() {}

    @Embeddable
    static class Place {
        String street;
        String town;
    }

    @Entity(name = "Pass")
    @Table(indexes = @Index(columnList = "serial", unique = true))
    static class Pass {
        @Id
        Long id;

        @ManyToOne
        Pupil pupil;

        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "twelve")
        int age;

        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "yes")
        boolean valid;

        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "300")
        byte small;

        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "NaN")
        double share;

        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "1 January")
        LocalDate since;

        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "SOMEDAY")
        DayOfWeek day;

        @Column(length = 4)
        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "too long")
        String word;

        @Column(precision = 4, scale = 2)
        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "100")
        BigDecimal amount;

        @Column(unique = true)
        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "none")
        String code;

        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "none")
        String serial;

        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "no nick")
        String nick;

        @Broken.NotBlank
        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = " ")
        String required;

        @ColumnTransformer(write = "upper(?)")
        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "none")
        String shouted;

        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "0")
        UUID token;

        @Lob
        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "none")
        String essay;

        @PersonalData(
                purpose = Reports.class,
                subject = "pupil",
                placeholder = {"one", "two"})
        String twice;

        @ManyToOne
        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "1")
        Pupil friend;

        @Embedded
        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "none")
        Place place;

        @ElementCollection
        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "none")
        Set<String> notes;
    }

    @Entity(name = "Ticket")
    @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "none")
    static class Ticket {
        @Id
        Long id;

        @ManyToOne
        Pupil pupil;
    }
}
