package dev.consent.jpa.placeholder;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.hibernate.envers.Audited;

/** One personal attribute of every type that can be hidden behind a placeholder, none of which can be null. */
@Entity
@Audited
public class Membership {

    static final String NICKNAME = "it's \"?:x\" {nobody}";

    /** Stands for the annotation of any validation library. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface NotBlank {}

    enum Level {
        NONE,
        BASIC,
        EXPERT
    }

    record Card(String number) {}

    static class CardConverter implements AttributeConverter<Card, String> {
        @Override
        public String convertToDatabaseColumn(Card card) {
            return card == null ? null : "no. " + card.number();
        }

        @Override
        public Card convertToEntityAttribute(String stored) {
            return stored == null ? null : new Card(stored.substring(4));
        }
    }

    @Embeddable
    static class Reach {
        @Column(nullable = false)
        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "0")
        long phone;

        String network;
    }

    @Id
    @GeneratedValue
    Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    Pupil pupil;

    Integer visits;

    @Column(nullable = false)
    @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = NICKNAME)
    String nickname = NICKNAME;

    @NotBlank
    @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "nobody")
    String motto = "nobody";

    @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "-1")
    int age = -1;

    @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "false")
    boolean vegetarian;

    @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "0.5")
    double weight = 0.5;

    @Column(nullable = false, precision = 6, scale = 2)
    @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "0.01")
    BigDecimal debt = new BigDecimal("0.01");

    @Column(nullable = false)
    @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "1900-01-01")
    LocalDate born = LocalDate.parse("1900-01-01");

    @Column(nullable = false)
    @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "1900-01-01T12:30")
    LocalDateTime met = LocalDateTime.parse("1900-01-01T12:30");

    @Column(nullable = false)
    @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "2000-01-01T00:00:00Z")
    Instant joined = Instant.parse("2000-01-01T00:00:00Z");

    @Column(nullable = false)
    @Enumerated(EnumType.STRING)
    @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "NONE")
    Level level = Level.NONE;

    @Column(nullable = false)
    @Enumerated(EnumType.ORDINAL)
    @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "BASIC")
    Level rank = Level.BASIC;

    @Column(nullable = false)
    @Convert(converter = CardConverter.class)
    @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "no. 0000")
    Card card = new Card("0000");

    @Embedded
    Reach reach = new Reach();

    /** What all its personal attributes hold. */
    String all() {
        return String.join(
                "|",
                nickname,
                motto,
                "" + age,
                "" + vegetarian,
                "" + weight,
                debt.toPlainString(),
                "" + born,
                "" + met,
                "" + joined,
                "" + level,
                "" + rank,
                card.number(),
                "" + reach.phone);
    }

    /** Fills in what is known about somebody. */
    void fill() {
        nickname = "PLANTED-NICK";
        motto = "PLANTED-MOTTO";
        age = 12;
        vegetarian = true;
        weight = 41.5;
        debt = new BigDecimal("12.50");
        born = LocalDate.parse("2014-05-06");
        met = LocalDateTime.parse("2024-02-03T08:15");
        joined = Instant.parse("2024-02-03T07:15:00Z");
        level = Level.EXPERT;
        rank = Level.EXPERT;
        card = new Card("PLANTED-CARD");
        reach.phone = 612345678;
    }
}
