package dev.consent.jpa.scope;

import dev.consent.Audience;
import dev.consent.DataSubject;
import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Enrolment;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.envers.Audited;

/** A nursery with a hard and a soft side: what is sensitive is for its service office alone. */
final class Nursery {

    static final List<Class<?>> ENTITIES =
            List.of(Child.class, Toddler.class, Benefit.class, Locker.class, Contract.class, CareContract.class);

    private Nursery() {}

    @Audience(title = "Service office")
    interface Office {}

    @Audience(title = "Group")
    interface Group {}

    @Embeddable
    static class Care {
        @PersonalData(purpose = Contact.class, audience = Office.class)
        String diagnosis;

        @NotPersonal
        String diet;

        protected Care() {}

        Care(String diagnosis, String diet) {
            this.diagnosis = diagnosis;
            this.diet = diet;
        }
    }

    @Entity(name = "Child")
    @Audited
    @DataSubject
    static class Child {
        @Id
        @GeneratedValue
        Long id;

        @PersonalData(purpose = Enrolment.class)
        String name;

        @PersonalData(purpose = Contact.class, audience = Office.class)
        String medical;

        @PersonalData(purpose = Reports.class)
        String progress;

        @Embedded
        Care care;

        @ElementCollection
        @PersonalData(purpose = Contact.class, audience = Office.class)
        List<String> allergies = new ArrayList<>();

        @NotPersonal
        String room;
    }

    /** The same without a history. */
    @Entity(name = "Toddler")
    @DataSubject
    static class Toddler {
        @Id
        Long id;

        @PersonalData(purpose = Enrolment.class, audience = Office.class)
        String medical;

        @NotPersonal
        String room;
    }

    @Entity(name = "Benefit")
    @Audited
    @PersonalData(
            purpose = Contact.class,
            subject = "child",
            audience = {Office.class, Group.class})
    static class Benefit {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Child child;

        String amount;
    }

    @Entity(name = "Locker")
    @NotPersonal
    static class Locker {
        @Id
        @GeneratedValue
        Long id;

        String label;

        @ManyToOne
        Benefit benefit;
    }

    @Entity(name = "Contract")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Contract {
        @Id
        @GeneratedValue
        Long id;

        @NotPersonal
        String number;

        @ManyToOne(fetch = FetchType.LAZY)
        Child child;
    }

    @Entity(name = "CareContract")
    static class CareContract extends Contract {
        @PersonalData(purpose = Contact.class, subject = "child")
        String terms;

        @NotPersonal
        Integer hours;
    }
}
