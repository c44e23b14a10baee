package dev.consent.jpa.doors.club;

import dev.consent.Audience;
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
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.OptimisticLockType;
import org.hibernate.annotations.OptimisticLocking;
import org.hibernate.envers.Audited;

/** What is for few eyes, what cannot be null, what is about several people, and rules that subclasses have of their own. */
public final class Society {

    public static final List<Class<?>> ENTITIES = List.of(
            Treatment.class,
            Chart.class,
            Pass.class,
            Photo.class,
            Banner.class,
            Entry.class,
            Remark.class,
            Praise.class);

    private Society() {}

    @Audience(title = "Doctors")
    public interface Doctors {}

    @Entity(name = "Treatment")
    @Audited
    @PersonalData(purpose = Contact.class, subject = "member", audience = Doctors.class)
    public static class Treatment {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Member member;

        public String text;
    }

    @Entity(name = "Chart")
    @Audited
    public static class Chart {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Member member;

        @PersonalData(purpose = Contact.class, subject = "member", audience = Doctors.class)
        public String finding;

        public Integer pages;
    }

    /** Every update names all old values, of which some stand behind placeholders. */
    @Entity(name = "Pass")
    @Audited
    @DynamicUpdate
    @OptimisticLocking(type = OptimisticLockType.ALL)
    public static class Pass {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Member member;

        @Column(nullable = false)
        @PersonalData(purpose = Contact.class, subject = "member", placeholder = "nobody")
        public String holder;

        @PersonalData(purpose = Contact.class, subject = "member", placeholder = "0")
        public int birthYear;

        public Integer pages;
    }

    @Entity(name = "ClubPhoto")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "people")
    public static class Photo {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToMany
        public Set<Member> people = new HashSet<>();

        public String title;
    }

    @Entity(name = "Banner")
    @Audited
    public static class Banner {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToMany
        public Set<Member> people = new HashSet<>();

        @PersonalData(purpose = Contact.class, subject = "people")
        public String names;

        public Integer height;
    }

    /** Has no rule itself. */
    @Entity(name = "Entry")
    @Audited
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    public static class Entry {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Member member;

        public String title;
    }

    @Entity(name = "ClubRemark")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "member")
    public static class Remark extends Entry {
        public Integer points;
    }

    /** Only one of its attributes has a rule. */
    @Entity(name = "Praise")
    @Audited
    public static class Praise extends Entry {
        @PersonalData(purpose = Contact.class, subject = "member")
        public String praise;
    }
}
