package dev.consent.jpa.unknown;

import dev.consent.DataSubject;
import dev.consent.LegalBasis;
import dev.consent.PersonalData;
import dev.consent.Purpose;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.TestUnit;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.List;
import java.util.Map;
import org.hibernate.envers.Audited;

/** A desk that lends books and an office that writes to readers, with tables of one database. */
final class Library {

    private Library() {}

    @Purpose(code = "lending", title = "Lending", basis = LegalBasis.CONSENT)
    interface Lending {}

    @Purpose(code = "letters", title = "Letters", basis = LegalBasis.CONSENT)
    interface Letters {}

    @Purpose(code = "fines", title = "Fines", basis = LegalBasis.CONTRACT)
    interface Fines {}

    @Entity(name = "Reader")
    @Audited
    @DataSubject
    static class Reader {
        @Id
        @GeneratedValue
        Long id;
    }

    @Entity(name = "Loan")
    @Audited
    @PersonalData(purpose = Lending.class, subject = "reader")
    static class Loan {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        Reader reader;

        String title;
    }

    @Entity(name = "Letter")
    @Audited
    @PersonalData(purpose = Letters.class, subject = "reader")
    static class Letter {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        Reader reader;

        String text;
    }

    @Entity(name = "Fine")
    @Audited
    @PersonalData(purpose = Fines.class, subject = "reader")
    static class Fine {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        Reader reader;

        String why;
    }

    /** Stamps are in tables that the other application knows nothing of; lookups follow the mask at once. */
    private static final Map<String, Object> SETTINGS = Map.of(
            "consent.guards",
            "lookup",
            ConsentSettings.CONTROLLER_NAME,
            "The Library",
            ConsentSettings.CONTROLLER_CONTACT,
            "office@example.org",
            ConsentSettings.CONTROLLER_COUNTRY,
            "NL",
            ConsentSettings.WITHDRAWAL,
            "https://example.org/choices");

    /** Knows of loans. */
    static TestUnit desk(String url) {
        return new TestUnit(url, SETTINGS, List.of(Reader.class, Loan.class));
    }

    /** Knows of letters and fines. */
    static TestUnit office(String url) {
        return new TestUnit(url, SETTINGS, List.of(Reader.class, Letter.class, Fine.class));
    }
}
