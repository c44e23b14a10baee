package dev.consent.jpa.catalog;

import dev.consent.Audience;
import dev.consent.CopiedTo;
import dev.consent.DataCategory;
import dev.consent.DataSubject;
import dev.consent.DerivedData;
import dev.consent.LegalBasis;
import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.Purpose;
import dev.consent.Recipient;
import dev.consent.Retain;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;
import org.hibernate.envers.Audited;

/** A model with everything in it that a catalogue should notice. */
final class Shop {

    private Shop() {}

    @Purpose(code = "orders", title = "=Orders, delivered", basis = LegalBasis.CONTRACT)
    interface Orders {}

    @Purpose(code = "advice", title = "Advice on <health>", basis = LegalBasis.CONSENT, recipients = Laboratory.class)
    interface Advice {}

    @Purpose(code = "forgotten", title = "Nobody uses this", basis = LegalBasis.CONSENT)
    interface Forgotten {}

    @Recipient(
            code = "laboratory",
            name = "The laboratory",
            role = Recipient.Role.PROCESSOR,
            agreement = "PA-7",
            agreedOn = "2025-03-01")
    interface Laboratory {}

    @DerivedData(code = "archive", title = "The <archive> on paper")
    interface PaperArchive {}

    @DerivedData(code = "search", title = "Full-text search")
    interface Search {}

    @Audience(title = "Pharmacist")
    interface Pharmacist {}

    @Audience(title = "Ghosts")
    interface Ghosts {}

    @Embeddable
    static class Home {
        @PersonalData(purpose = Orders.class, category = DataCategory.LOCATION)
        String street;

        String postcode;

        protected Home() {}
    }

    @Entity(name = "Customer")
    @Audited
    @DataSubject
    static class Customer {

        @Id
        @GeneratedValue
        Long id;

        @PersonalData(purpose = Orders.class, category = DataCategory.IDENTITY)
        @CopiedTo({Search.class, PaperArchive.class})
        String name;

        @Embedded
        Home home;

        String bsn;

        String colour;

        @NotPersonal
        String email;

        protected Customer() {}
    }

    @Entity(name = "Question")
    @Audited
    @PersonalData(
            purpose = {Advice.class, Orders.class},
            subject = "customer",
            audience = {Pharmacist.class, Ghosts.class},
            category = DataCategory.HEALTH)
    @Retain(period = "P1Y", from = "askedOn")
    @CopiedTo(Search.class)
    static class Question {

        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Customer customer;

        String text;

        LocalDate askedOn;

        protected Question() {}
    }

    @Entity(name = "Login")
    @NotPersonal
    static class Login {

        @Id
        String username;

        protected Login() {}
    }
}
