package dev.consent.jpa.boot;

import dev.consent.DataSubject;
import dev.consent.LegalBasis;
import dev.consent.PersonalData;
import dev.consent.Purpose;
import dev.consent.Retain;
import dev.consent.jpa.model.Purposes.Contact;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One entity for every mistake. */
final class Broken {

    private Broken() {}

    /** Stands for the annotation of any validation library. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface NotBlank {}

    interface Unannotated {}

    @Purpose(code = "contact", title = "The same code", basis = LegalBasis.CONSENT)
    interface Twin {}

    @Entity(name = "Person")
    @DataSubject
    static class Person {
        @Id
        @PersonalData(purpose = Contact.class)
        Long id;

        @Version
        @PersonalData(purpose = Contact.class)
        Integer version;

        @PersonalData(purpose = Contact.class)
        int age;

        @PersonalData(purpose = Contact.class)
        @Column(nullable = false)
        String required;

        @PersonalData(purpose = Contact.class)
        @Column(columnDefinition = "varchar(40) not  NULL")
        String defined;

        @PersonalData(purpose = Contact.class)
        @NotBlank
        String validated;

        @PersonalData(purpose = Contact.class)
        String mail;

        @Formula("upper(mail)")
        String mailInCapitals;

        @Column(name = "mail", insertable = false, updatable = false)
        String mailAgain;

        @PersonalData(purpose = Unannotated.class)
        String withoutPurpose;

        @PersonalData(purpose = {})
        String withNone;

        @PersonalData(purpose = Twin.class)
        String withTwin;

        @OneToMany(mappedBy = "person")
        @PersonalData(purpose = Contact.class)
        List<Note> notes;
    }

    @Entity(name = "Note")
    @PersonalData(purpose = Contact.class, subject = "nobody")
    static class Note {
        @Id
        Long id;

        @ManyToOne
        Person person;
    }

    @Entity(name = "Letter")
    @PersonalData(purpose = Contact.class, subject = "person")
    @Retain(period = "five days", from = "sent")
    static class Letter {
        @Id
        Long id;

        @ManyToOne
        Person person;
    }

    @Entity(name = "Parcel")
    @Retain(period = "P5D", from = "weight")
    static class Parcel {
        @Id
        Long id;

        Long weight;
    }

    @Entity(name = "Vehicle")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Vehicle {
        @Id
        Long id;

        @ManyToOne
        Person owner;
    }

    @Entity(name = "Car")
    @PersonalData(purpose = Contact.class, subject = "owner")
    static class Car extends Vehicle {}

    @Entity(name = "Couple")
    @DataSubject
    @IdClass(CoupleId.class)
    static class Couple {
        @Id
        Long first;

        @Id
        Long second;

        @PersonalData(purpose = Contact.class)
        String mail;
    }

    record CoupleId(Long first, Long second) implements Serializable {}

    @Entity(name = "Initialled")
    @DataSubject
    static class Initialled {
        @Id
        @Column(length = 8)
        @JdbcTypeCode(SqlTypes.CHAR)
        String initials;
    }
}
