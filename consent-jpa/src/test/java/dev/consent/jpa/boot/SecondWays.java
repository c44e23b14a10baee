package dev.consent.jpa.boot;

import dev.consent.DataSubject;
import dev.consent.PersonalData;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminator;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.ManyToAny;
import org.hibernate.annotations.View;
import org.hibernate.type.SqlTypes;

/** A second way to the protected data of the school, each by another name, kind of mapping or table. */
final class SecondWays {

    static final List<Class<?>> TABLES = List.of(
            Shouted.class,
            InSchema.class,
            OtherPurpose.class,
            Past.class,
            PastTags.class,
            Keyed.class,
            Secondary.class,
            Root.class,
            Leaf.class,
            Collected.class,
            Linked.class,
            Word.class,
            Kinds.class,
            Seen.class,
            Computed.class);

    static final List<Class<?>> REFERENCES =
            List.of(Addressee.class, Letter.class, Log.class, Timeline.class, Owner.class, Owned.class, Ordered.class);

    static final List<Class<?>> PARTS = List.of(
            Person.class,
            Structured.class,
            ByAddress.class,
            ByIdentifier.class,
            OfSeveralKinds.class,
            Place.class,
            House.class);

    private SecondWays() {}

    @Entity(name = "Shouted")
    @Table(name = "PUPIL")
    static class Shouted {
        @Id
        Long id;

        @Column(name = "EMAIL")
        String mail;
    }

    @Entity(name = "InSchema")
    @Table(name = "Evaluation", schema = "public")
    static class InSchema {
        @Id
        Long id;

        String text;
    }

    @Entity(name = "OtherPurpose")
    @Table(name = "Evaluation")
    @PersonalData(purpose = Contact.class, subject = "pupil")
    static class OtherPurpose {
        @Id
        Long id;

        @ManyToOne
        Pupil pupil;

        String text;
    }

    @Entity(name = "Past")
    @Table(name = "Evaluation_AUD")
    static class Past {
        @Id
        Long id;

        String text;
    }

    @Entity(name = "PastTags")
    @Table(name = "Pupil_phones_AUD")
    static class PastTags {
        @Id
        Long rev;

        String phones;
    }

    @Entity(name = "Keyed")
    @Table(name = "Pupil")
    static class Keyed {
        @Id
        @Column(name = "email")
        String mail;
    }

    @Entity(name = "Secondary")
    @SecondaryTable(name = "Evaluation")
    static class Secondary {
        @Id
        Long id;

        @Column(table = "Evaluation")
        String text;
    }

    @Entity(name = "Root")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Root {
        @Id
        Long id;
    }

    @Entity(name = "Leaf")
    @Table(name = "Evaluation")
    static class Leaf extends Root {
        String text;
    }

    @Entity(name = "Collected")
    static class Collected {
        @Id
        Long id;

        @ElementCollection
        @CollectionTable(name = "Evaluation", joinColumns = @JoinColumn(name = "pupil_id"))
        @Column(name = "text")
        List<String> texts;

        @ElementCollection
        @CollectionTable(name = "Pupil", joinColumns = @JoinColumn(name = "level"))
        @Column(name = "email")
        List<String> mails;
    }

    @Entity(name = "Linked")
    static class Linked {
        @Id
        Long id;

        @ManyToMany
        @JoinTable(
                name = "Evaluation",
                joinColumns = @JoinColumn(name = "pupil_id"),
                inverseJoinColumns = @JoinColumn(name = "text"))
        List<Word> words;
    }

    @Entity(name = "Word")
    static class Word {
        @Id
        String id;
    }

    @Entity(name = "Kinds")
    @DataSubject
    @Inheritance
    @DiscriminatorColumn(name = "kind")
    static class Kinds {
        @Id
        Long id;

        @Column(name = "KIND", insertable = false, updatable = false)
        @PersonalData(purpose = Contact.class)
        String kind;
    }

    @Entity(name = "Seen")
    @View(query = "select p.id as id, p.email as mail from Pupil p")
    static class Seen {
        @Id
        Long id;

        String mail;
    }

    @Entity(name = "Computed")
    @DataSubject
    static class Computed {
        @Id
        Long id;

        @PersonalData(purpose = Contact.class)
        String mail;

        @Column(columnDefinition = "varchar(255) generated always as (upper(mail))")
        String inCapitals;
    }

    @Entity(name = "Addressee")
    @DataSubject
    static class Addressee implements Serializable {
        private static final long serialVersionUID = 1L;

        @Id
        Long id;

        @PersonalData(purpose = Contact.class)
        @Column(unique = true)
        String mail;

        @ElementCollection
        @CollectionTable(
                name = "addressee_words",
                joinColumns = @JoinColumn(name = "of_mail", referencedColumnName = "mail"))
        List<String> words;
    }

    @Entity(name = "Letter")
    static class Letter {
        @Id
        Long id;

        @ManyToOne
        @JoinColumn(name = "to_mail", referencedColumnName = "mail")
        Addressee to;
    }

    @Entity(name = "Log")
    static class Log {
        @Id
        Long id;

        @Any
        @AnyDiscriminator(DiscriminatorType.STRING)
        @AnyDiscriminatorValue(discriminator = "E", entity = Evaluation.class)
        @AnyKeyJavaClass(Long.class)
        @Column(name = "kind")
        @JoinColumn(name = "about")
        Object about;
    }

    @Entity(name = "Timeline")
    static class Timeline {
        @Id
        Long id;

        @ManyToAny
        @AnyDiscriminator(DiscriminatorType.STRING)
        @AnyDiscriminatorValue(discriminator = "E", entity = Evaluation.class)
        @AnyKeyJavaClass(Long.class)
        @Column(name = "kind")
        @JoinTable(
                name = "timeline_entries",
                joinColumns = @JoinColumn(name = "timeline"),
                inverseJoinColumns = @JoinColumn(name = "entry"))
        List<Object> entries;
    }

    @Entity(name = "Owner")
    @DataSubject
    static class Owner {
        @Id
        Long id;

        @PersonalData(purpose = Contact.class)
        @Column(name = "mail_address")
        String mail;

        @OneToMany
        @JoinColumn(name = "owner_id")
        List<Owned> owned;
    }

    @Entity(name = "Owned")
    @PersonalData(purpose = Reports.class, subject = "owner")
    static class Owned {
        @Id
        Long id;

        @ManyToOne
        @JoinColumn(name = "owner_id", insertable = false, updatable = false)
        Owner owner;
    }

    @Entity(name = "Ordered")
    static class Ordered {
        @Id
        Long id;

        @ManyToMany
        @OrderBy("mail desc")
        List<Owner> owners;
    }

    @Embeddable
    static class Street implements Serializable {
        private static final long serialVersionUID = 1L;

        @PersonalData(purpose = Contact.class)
        String street;
    }

    @Embeddable
    @DiscriminatorColumn(name = "place_kind")
    static class Place {
        String country;
    }

    @Embeddable
    static class House extends Place {
        @PersonalData(purpose = Contact.class)
        String house;
    }

    /** Nothing is wrong here. */
    @Entity(name = "Person")
    @DataSubject
    static class Person {
        @Id
        Long id;

        @Embedded
        Street home;
    }

    @Entity(name = "Structured")
    @DataSubject
    static class Structured {
        @Id
        Long id;

        @JdbcTypeCode(SqlTypes.JSON)
        Street home;
    }

    @Entity(name = "ByAddress")
    static class ByAddress {
        @Id
        Long id;

        @ElementCollection
        Map<Street, String> notes;
    }

    @Entity(name = "ByIdentifier")
    static class ByIdentifier {
        @EmbeddedId
        Street id;
    }

    @Entity(name = "OfSeveralKinds")
    @DataSubject
    static class OfSeveralKinds {
        @Id
        Long id;

        @Embedded
        Place home;
    }
}
