package dev.consent.jpa.doors.club;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.SecondaryTable;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.OptimisticLockType;
import org.hibernate.annotations.OptimisticLocking;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.envers.Audited;

/** The same two attributes, one hidden and one not, in every kind of table. */
public final class Variants {

    public static final List<Class<?>> ENTITIES = List.of(
            Paper.class,
            Letter.class,
            Message.class,
            Mail.class,
            Parcel.class,
            Box.class,
            Dossier.class,
            Form.class,
            Intake.class,
            LockedByAll.class,
            LockedByDirty.class,
            Poster.class,
            Ticket.class);

    private Variants() {}

    /** What all of them have. */
    @MappedSuperclass
    @Audited
    public abstract static class Variant {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Member member;

        public Integer pages;

        public abstract String secret();

        public abstract void secret(String value);
    }

    /** The root of a JOINED hierarchy. */
    @Entity(name = "Paper")
    @Audited
    @Inheritance(strategy = InheritanceType.JOINED)
    public abstract static class Paper extends Variant {}

    /** Its leaf, which holds the hidden attribute. */
    @Entity(name = "Letter")
    @Audited
    public static class Letter extends Paper {
        @PersonalData(purpose = Contact.class, subject = "member")
        public String body;

        @Override
        public String secret() {
            return body;
        }

        @Override
        public void secret(String value) {
            body = value;
        }
    }

    /** The root of a SINGLE_TABLE hierarchy. */
    @Entity(name = "Message")
    @Audited
    @Inheritance
    public abstract static class Message extends Variant {}

    /** Its leaf, which holds the hidden attribute. */
    @Entity(name = "Mail")
    @Audited
    public static class Mail extends Message {
        @PersonalData(purpose = Contact.class, subject = "member")
        @Column(name = "headline")
        public String subject;

        @Override
        public String secret() {
            return subject;
        }

        @Override
        public void secret(String value) {
            subject = value;
        }
    }

    /** The root of a TABLE_PER_CLASS hierarchy. */
    @Entity(name = "Parcel")
    @Audited
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    public abstract static class Parcel extends Variant {}

    /** Its leaf, which holds the hidden attribute. */
    @Entity(name = "Box")
    @Audited
    public static class Box extends Parcel {
        @PersonalData(purpose = Contact.class, subject = "member")
        public String content;

        @Override
        public String secret() {
            return content;
        }

        @Override
        public void secret(String value) {
            content = value;
        }
    }

    /** The hidden attribute stands in a second table. */
    @Entity(name = "Dossier")
    @Audited
    @SecondaryTable(name = "dossier_more")
    public static class Dossier extends Variant {
        @Column(table = "dossier_more")
        @PersonalData(purpose = Contact.class, subject = "member")
        public String summary;

        @Override
        public String secret() {
            return summary;
        }

        @Override
        public void secret(String value) {
            summary = value;
        }
    }

    /** The root of a JOINED hierarchy whose rows are protected. */
    @Entity(name = "Form")
    @Audited
    @Inheritance(strategy = InheritanceType.JOINED)
    @PersonalData(purpose = Reports.class, subject = "member")
    public static class Form {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Member member;

        public Integer pages;
    }

    /** Its leaf. */
    @Entity(name = "Intake")
    @Audited
    public static class Intake extends Form {
        public String answers;
    }

    /** Every update names all old values. */
    @Entity(name = "LockedByAll")
    @Audited(withModifiedFlag = true)
    @DynamicUpdate
    @OptimisticLocking(type = OptimisticLockType.ALL)
    public static class LockedByAll extends Variant {
        @PersonalData(purpose = Contact.class, subject = "member")
        public String summary;

        @Override
        public String secret() {
            return summary;
        }

        @Override
        public void secret(String value) {
            summary = value;
        }
    }

    /** Every update names the changed old values. */
    @Entity(name = "LockedByDirty")
    @Audited
    @DynamicUpdate
    @OptimisticLocking(type = OptimisticLockType.DIRTY)
    public static class LockedByDirty extends Variant {
        @PersonalData(purpose = Contact.class, subject = "member")
        public String summary;

        @Override
        public String secret() {
            return summary;
        }

        @Override
        public void secret(String value) {
            summary = value;
        }
    }

    /** The application restricts and filters these rows itself, with an {@code or} that nothing embraces. */
    @Entity(name = "Poster")
    @Audited
    @SQLRestriction("pages = 1 or pages = 2")
    @Filter(name = "veterans", condition = "pages = 1 or pages = 2")
    @PersonalData(purpose = Reports.class, subject = "member")
    public static class Poster {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Member member;

        public Integer pages;
    }

    /** The application chooses the key. */
    @Entity(name = "Ticket")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "member")
    public static class Ticket {
        @Id
        public String id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Member member;

        @Column(unique = true)
        public String seat;
    }
}
