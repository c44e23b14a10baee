package dev.consent.jpa.plans;

import dev.consent.DataSubject;
import dev.consent.Erase;
import dev.consent.ErasureStrategy;
import dev.consent.LegalBasis;
import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.Purpose;
import dev.consent.Retain;
import dev.consent.Then;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/** A library: what it knows of its readers goes at different times, and what it counts stays. */
final class Library {

    static final List<Class<?>> ENTITIES =
            List.of(Reader.class, Loan.class, Visit.class, Review.class, Reservation.class, Pass.class);

    private Library() {}

    @Purpose(code = "lending", title = "Lending", basis = LegalBasis.CONTRACT)
    interface Lending {}

    @Purpose(code = "letters", title = "Letters", basis = LegalBasis.CONSENT)
    interface Letters {}

    @Purpose(code = "ledgers", title = "Bookkeeping", basis = LegalBasis.LEGAL_OBLIGATION)
    interface Ledgers {}

    static final class Initial implements ErasureStrategy {
        @Override
        public Object erase(Object value) {
            return ((String) value).substring(0, 1);
        }
    }

    @Entity(name = "Reader")
    @Audited
    @DataSubject(type = "reader")
    static class Reader {
        @Id
        @GeneratedValue
        Long id;

        @NotPersonal
        @Nullable
        LocalDate lastSeen;

        @PersonalData(purpose = Lending.class)
        String name;

        @PersonalData(purpose = Letters.class)
        @Retain(period = "P1Y", from = "lastSeen")
        @Nullable
        String email;

        @PersonalData(purpose = Lending.class)
        @Erase(as = Erase.As.YEAR)
        @Retain(period = "P2Y", from = "lastSeen", then = Then.ANONYMISE)
        @Retain(period = "P7Y", from = "lastSeen", then = Then.CLEAR)
        @Nullable
        LocalDate born;

        @PersonalData(purpose = Lending.class)
        @Erase(as = Erase.As.OWN, by = Initial.class)
        @Retain(period = "P2Y", from = "lastSeen", hidden = false)
        String nickname;

        @PersonalData(purpose = Lending.class, placeholder = "?")
        @Retain(period = "P1Y", from = "lastSeen")
        @jakarta.persistence.Column(nullable = false)
        String shelf = "?";

        @PersonalData(purpose = {Lending.class, Ledgers.class})
        @Retain(period = "P7Y", after = Ledgers.class)
        @Retain(period = "P3Y", from = "lastSeen")
        @Nullable
        String account;

        @ElementCollection
        @PersonalData(purpose = Lending.class)
        @Retain(period = "P1Y", from = "lastSeen", start = Retain.Start.AT_END_OF_YEAR, yearBegins = 7)
        Set<String> phones = new HashSet<>();
    }

    @Embeddable
    static class Place {
        String room;

        @NotPersonal
        @Nullable
        String town;
    }

    /** Counted for ever, without the reader. */
    @Entity(name = "Loan")
    @Audited
    @PersonalData(purpose = Lending.class, subject = "reader", then = Then.CLEAR)
    static class Loan {
        @Id
        @GeneratedValue
        Long id;

        @Version
        int version;

        @ManyToOne
        Reader reader;

        @NotPersonal
        LocalDate onDay;

        @Nullable
        String title;

        @Erase(as = Erase.As.PREFIX, keep = 2)
        @Nullable
        String remark;

        @Embedded
        @Nullable
        Place place;

        @ElementCollection
        Set<String> marks = new HashSet<>();
    }

    /** Anonymised when lending ends or after a year, and deleted after ten. */
    @Entity(name = "Visit")
    @Audited
    @PersonalData(purpose = Lending.class, subject = "reader", then = Then.ANONYMISE)
    @Retain(period = "P1Y", from = "onDay", then = Then.ANONYMISE)
    @Retain(period = "P10Y", from = "onDay")
    static class Visit {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        Reader reader;

        LocalDate onDay;

        @Erase(as = Erase.As.PREFIX, keep = 4)
        @Nullable
        String postCode;

        @Nullable
        String purpose;

        @ElementCollection
        Set<String> companions = new HashSet<>();
    }

    /** There while letters are wanted; its text goes after two years, the rest after ten. */
    @Entity(name = "Review")
    @Audited
    @PersonalData(purpose = Letters.class, subject = "reader")
    @Retain(period = "P2Y", from = "written", then = Then.CLEAR)
    @Retain(period = "P10Y", from = "written")
    static class Review {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        Reader reader;

        Instant written;

        @Nullable
        String text;
    }

    /** Kept until both dates are a year ago. */
    @Entity(name = "Reservation")
    @Audited
    @Retain(period = "P1Y", from = "made")
    @Retain(period = "P1Y", from = "paid")
    static class Reservation {
        @Id
        @GeneratedValue
        Long id;

        @Nullable
        LocalDate made;

        @Nullable
        LocalDate paid;

        String holder;
    }

    /** Bookkeeping needs it for seven years after its end, and lending for three after its date. */
    @Entity(name = "Pass")
    @Audited
    @PersonalData(
            purpose = {Lending.class, Ledgers.class},
            subject = "reader")
    @Retain(period = "P7Y", after = Ledgers.class)
    @Retain(period = "P3Y", from = "issued")
    static class Pass {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        Reader reader;

        LocalDate issued;
        String number;
    }
}
