package dev.consent.jpa.restriction;

import dev.consent.DataSubject;
import dev.consent.LegalBasis;
import dev.consent.PersonalData;
import dev.consent.Purpose;
import dev.consent.Recipient;
import dev.consent.Retain;
import dev.consent.Source;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;
import org.hibernate.envers.Audited;

/** Patients of whom some ask that nothing is done with their data for a while. */
final class Practice {

    private Practice() {}

    @Recipient(
            code = "lab",
            name = "The laboratory",
            role = Recipient.Role.PROCESSOR,
            agreement = "DPA 7",
            agreedOn = "2026-01-01")
    interface Laboratory {}

    @Source(code = "watch", name = "What the watch measures")
    interface Watch {}

    @Purpose(
            code = "treatment",
            title = "Treating the patient",
            basis = LegalBasis.CONTRACT,
            recipients = Laboratory.class)
    interface Treatment {}

    @Purpose(
            code = "study",
            title = "A study",
            basis = LegalBasis.CONSENT,
            sources = Watch.class,
            recipients = Laboratory.class)
    interface Study {}

    @Purpose(code = "survey", title = "A survey within the study", basis = LegalBasis.CONSENT, requires = Study.class)
    interface Survey {}

    /** Nobody names it until a test does. */
    @Purpose(code = "billing", title = "Billing", basis = LegalBasis.LEGAL_OBLIGATION)
    interface Billing {}

    @Entity(name = "Patient")
    @Audited
    @DataSubject
    static class Patient {

        @Id
        @GeneratedValue
        Long id;

        @PersonalData(purpose = Treatment.class)
        String name;

        @PersonalData(purpose = Study.class)
        String pulse;

        protected Patient() {}

        Patient(String name) {
            this.name = name;
        }
    }

    @Entity(name = "Visit")
    @Audited
    @PersonalData(purpose = Treatment.class, subject = "patient")
    @Retain(period = "P1Y", from = "seenOn")
    static class Visit {

        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        Patient patient;

        LocalDate seenOn;

        String complaint;

        protected Visit() {}

        Visit(Patient patient, LocalDate seenOn, String complaint) {
            this.patient = patient;
            this.seenOn = seenOn;
            this.complaint = complaint;
        }
    }
}
