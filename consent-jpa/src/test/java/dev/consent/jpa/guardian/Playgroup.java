package dev.consent.jpa.guardian;

import dev.consent.DataSubject;
import dev.consent.GuardianRule;
import dev.consent.LegalBasis;
import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.Purpose;
import dev.consent.Recipient;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.time.LocalDate;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/** Children, whose guardians decide. */
final class Playgroup {

    private Playgroup() {}

    @Recipient(
            code = "printer",
            name = "The printer's",
            role = Recipient.Role.PROCESSOR,
            agreement = "DPA 7",
            agreedOn = "2026-01-01")
    interface Printer {}

    @Purpose(code = "care", title = "Looking after the child", basis = LegalBasis.CONTRACT)
    interface Care {}

    @Purpose(
            code = "photos",
            title = "Photos for the group",
            basis = LegalBasis.CONSENT,
            recipients = Printer.class,
            renewWithin = "P10D")
    interface Photos {}

    @Purpose(
            code = "site",
            title = "Photos on the site",
            basis = LegalBasis.CONSENT,
            guardians = GuardianRule.ALL,
            renewWithin = "P10D",
            requires = Photos.class)
    interface Site {}

    @Purpose(code = "trips", title = "Trips", basis = LegalBasis.CONSENT, guardians = GuardianRule.ALL)
    interface Trips {}

    @Entity(name = "Child")
    @Audited
    @DataSubject(birthDate = "born", country = "country")
    static class Child {

        @Id
        @GeneratedValue
        Long id;

        @PersonalData(purpose = Care.class)
        String name = "PLANTED-NAME";

        @PersonalData(purpose = Care.class)
        @Nullable
        LocalDate born;

        @NotPersonal
        @Nullable
        String country;

        @PersonalData(purpose = Photos.class)
        @Nullable
        String photo;

        @PersonalData(purpose = Site.class)
        @Nullable
        String page;

        @PersonalData(purpose = Trips.class)
        @Nullable
        String trip;

        protected Child() {}

        Child(@Nullable LocalDate born, @Nullable String country) {
            this.born = born;
            this.country = country;
        }
    }
}
