package dev.consent.jpa.erasure;

import dev.consent.DataSubject;
import dev.consent.PersonalData;
import dev.consent.Retain;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Two releases of one application. */
final class Releases {

    private Releases() {}

    /** The same in both. */
    @Entity(name = "Visitor")
    @DataSubject
    static class Visitor {
        @Id
        Long id;

        @PersonalData(purpose = Contact.class)
        String mail;
    }

    /** What is running. */
    static final class First {

        private First() {}

        static final List<Class<?>> ENTITIES = List.of(Guest.class, Bill.class, Visitor.class);

        @Entity(name = "Guest")
        @DataSubject
        static class Guest {
            @Id
            Long id;

            @PersonalData(purpose = Reports.class)
            String diary;
        }

        @Entity(name = "Bill")
        static class Bill {
            @Id
            Long id;

            @Retain(period = "P1Y", from = "writtenOn")
            @PersonalData(purpose = Reports.class, subject = "guest")
            String text;

            LocalDate writtenOn;

            @ManyToOne
            Guest guest;
        }
    }

    /** Keeps the moods of a diary, too, and bills for longer. */
    static final class Second {

        private Second() {}

        static final List<Class<?>> ENTITIES = List.of(Guest.class, Bill.class, Visitor.class);

        @Entity(name = "Guest")
        @DataSubject
        static class Guest {
            @Id
            Long id;

            @PersonalData(purpose = Reports.class)
            String diary;

            @PersonalData(purpose = Reports.class)
            @ElementCollection
            Set<String> moods = new HashSet<>();
        }

        @Entity(name = "Bill")
        static class Bill {
            @Id
            Long id;

            @Retain(period = "P7Y", from = "writtenOn")
            @PersonalData(purpose = Reports.class, subject = "guest")
            String text;

            LocalDate writtenOn;

            @ManyToOne
            Guest guest;
        }
    }
}
