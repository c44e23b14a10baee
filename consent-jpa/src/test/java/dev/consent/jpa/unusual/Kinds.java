package dev.consent.jpa.unusual;

import dev.consent.DataSubject;
import dev.consent.PersonalData;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Nationalized;
import org.hibernate.annotations.TimeZoneStorage;
import org.hibernate.annotations.TimeZoneStorageType;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.hibernate.type.SqlTypes;

/** Every kind of value that one attribute can hold: as single attributes, and within rows that are personal as a whole. */
final class Kinds {

    static final List<Class<?>> ENTITIES = List.of(Traveller.class, Passport.class);

    private Kinds() {}

    enum Mood {
        GLAD,
        SAD
    }

    record Phrase(String words) {}

    static final class PhraseConverter implements AttributeConverter<Phrase, String> {
        @Override
        public String convertToDatabaseColumn(Phrase phrase) {
            return phrase == null ? null : phrase.words();
        }

        @Override
        public Phrase convertToEntityAttribute(String stored) {
            return stored == null ? null : new Phrase(stored);
        }
    }

    @Embeddable
    record Berth(String cabin, LocalDate since) {}

    /** Each value is personal by itself. */
    @Entity(name = "Traveller")
    @Audited
    @DataSubject(type = "traveller")
    static class Traveller {
        @Id
        @GeneratedValue
        Long id;

        @PersonalData(purpose = Contact.class)
        String text;

        @PersonalData(purpose = Contact.class)
        @Nationalized
        String national;

        @PersonalData(purpose = Contact.class)
        @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
        String essay;

        @PersonalData(purpose = Contact.class)
        byte[] photo;

        @PersonalData(purpose = Contact.class)
        String[] aliases;

        @PersonalData(purpose = Contact.class)
        List<String> nicknames;

        @PersonalData(purpose = Contact.class)
        @JdbcTypeCode(SqlTypes.JSON)
        Map<String, String> facts;

        @PersonalData(purpose = Contact.class)
        @Convert(converter = PhraseConverter.class)
        Phrase phrase;

        @PersonalData(purpose = Contact.class)
        @Enumerated(EnumType.STRING)
        Mood mood;

        @PersonalData(purpose = Contact.class)
        @Enumerated(EnumType.ORDINAL)
        Mood yesterday;

        @PersonalData(purpose = Contact.class)
        URI home;

        @PersonalData(purpose = Contact.class)
        UUID badge;

        @PersonalData(purpose = Contact.class)
        BigDecimal income;

        @PersonalData(purpose = Contact.class)
        Boolean smoker;

        @PersonalData(purpose = Contact.class)
        Character initial;

        @PersonalData(purpose = Contact.class)
        Duration stay;

        @PersonalData(purpose = Contact.class)
        LocalTime wakes;

        @PersonalData(purpose = Contact.class)
        Year graduated;

        @PersonalData(purpose = Contact.class)
        Locale tongue;

        @PersonalData(purpose = Contact.class)
        Currency pays;

        @PersonalData(purpose = Contact.class)
        @TimeZoneStorage(TimeZoneStorageType.COLUMN)
        OffsetDateTime landed;

        @PersonalData(purpose = Contact.class)
        ZonedDateTime leaves;

        @PersonalData(purpose = Contact.class)
        Berth berth;

        @PersonalData(purpose = Contact.class)
        @NotAudited
        String unlogged;

        String public1;

        void fill(String mark) {
            text = mark + "-text";
            national = mark + "-national";
            essay = mark + "-essay";
            photo = (mark + "-photo").getBytes(StandardCharsets.UTF_8);
            aliases = new String[] {mark + "-alias"};
            nicknames = List.of(mark + "-nick");
            facts = Map.of("fact", mark + "-fact");
            phrase = new Phrase(mark + "-phrase");
            mood = Mood.GLAD;
            yesterday = Mood.SAD;
            home = URI.create("https://example.org/" + mark + "-home");
            badge = UUID.nameUUIDFromBytes(mark.getBytes(StandardCharsets.UTF_8));
            income = new BigDecimal("1234.56");
            smoker = true;
            initial = 'P';
            stay = Duration.ofDays(3);
            wakes = LocalTime.of(7, 30);
            graduated = Year.of(1999);
            tongue = Locale.forLanguageTag("nl-BE");
            pays = Currency.getInstance("EUR");
            landed = OffsetDateTime.parse("2026-01-02T03:04:05+02:00");
            leaves = ZonedDateTime.parse("2026-02-03T04:05:06+01:00");
            berth = new Berth(mark + "-cabin", LocalDate.of(2026, 1, 2));
            unlogged = mark + "-unlogged";
        }
    }

    /** Kept as a document; says nothing of itself. */
    public static class Visit {
        public String host;
    }

    /** The row is personal. */
    @Entity(name = "Passport")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "traveller")
    static class Passport {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        Traveller traveller;

        @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
        String remarks;

        String[] visas;

        List<String> stamps;

        @JdbcTypeCode(SqlTypes.JSON)
        Map<String, String> facts;

        @JdbcTypeCode(SqlTypes.JSON)
        @NotAudited
        Berth bed;

        @Convert(converter = PhraseConverter.class)
        Phrase motto;

        @TimeZoneStorage(TimeZoneStorageType.COLUMN)
        OffsetDateTime issued;

        byte[] chip;

        @JdbcTypeCode(SqlTypes.JSON)
        Visit visit = new Visit();

        void fill(String mark) {
            remarks = mark + "-remarks";
            visas = new String[] {mark + "-visa"};
            stamps = List.of(mark + "-stamp");
            facts = Map.of("fact", mark + "-passport-fact");
            bed = new Berth(mark + "-bed", LocalDate.of(2026, 1, 2));
            motto = new Phrase(mark + "-motto");
            visit = new Visit();
            visit.host = mark + "-host";
            issued = OffsetDateTime.parse("2026-01-02T03:04:05+02:00");
            chip = (mark + "-chip").getBytes(StandardCharsets.UTF_8);
        }
    }
}
