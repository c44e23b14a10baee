package dev.consent.jpa.unusual;

import dev.consent.PersonalData;
import dev.consent.Retain;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Cacheable;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.SecondaryTable;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;

/** Identifiers of several columns, and identifiers that are references. */
final class Keys {

    private Keys() {}

    static final List<Class<?>> ENTITIES = List.of(
            Enrolment.class,
            EveningEnrolment.class,
            Absence.class,
            Remark.class,
            Ticket.class,
            Diploma.class,
            Profile.class,
            Locker.class,
            Membership.class,
            Seat.class,
            Badge.class,
            Course.class);

    @Embeddable
    record EnrolmentId(Integer term, Long school, String course) implements Serializable {}

    /** Rows with an embedded identifier, in several tables. */
    @Entity(name = "Enrolment")
    @Audited
    @Inheritance(strategy = InheritanceType.JOINED)
    @SecondaryTable(name = "enrolment_more")
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Enrolment {
        @EmbeddedId
        EnrolmentId id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String note;

        @Column(table = "enrolment_more")
        String more;

        @ElementCollection
        Set<String> marks = new HashSet<>();

        @ManyToMany
        Set<Course> courses = new HashSet<>();

        @OneToMany(mappedBy = "enrolment")
        List<Absence> absences = new ArrayList<>();

        @OneToMany(mappedBy = "enrolment", cascade = CascadeType.ALL, orphanRemoval = true)
        List<Remark> remarks = new ArrayList<>();
    }

    /** Not personal by itself, but goes with the row it belongs to. */
    @Entity(name = "Remark")
    @Audited
    static class Remark {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Enrolment enrolment;

        String text;
    }

    @Embeddable
    record TicketId(Integer number, String series) implements Serializable {}

    @Entity(name = "Ticket")
    @Audited
    @Retain(period = "P5D", from = "issued")
    static class Ticket {
        @EmbeddedId
        TicketId id;

        LocalDate issued;

        String holder;
    }

    @Entity(name = "EveningEnrolment")
    @Audited
    static class EveningEnrolment extends Enrolment {
        String reason;
    }

    static class AbsenceId implements Serializable {
        private static final long serialVersionUID = 1L;

        EnrolmentId enrolment;
        LocalDate missed;

        @Override
        public boolean equals(Object other) {
            return other instanceof AbsenceId id && id.enrolment.equals(enrolment) && id.missed.equals(missed);
        }

        @Override
        public int hashCode() {
            return Objects.hash(enrolment, missed);
        }
    }

    /** A key that holds the key of another row, over which the person is reached. */
    @Entity(name = "Absence")
    @Audited
    @IdClass(AbsenceId.class)
    @PersonalData(purpose = Reports.class, subject = "enrolment.pupil")
    static class Absence {
        @Id
        @ManyToOne(fetch = FetchType.LAZY)
        Enrolment enrolment;

        @Id
        LocalDate missed;

        String excuse;
    }

    record DiplomaId(Long pupil, Integer issued) implements Serializable {}

    /** The person is part of the key; only fields are personal. */
    @Entity(name = "Diploma")
    @Audited
    @IdClass(DiplomaId.class)
    static class Diploma {
        @Id
        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @Id
        Integer issued;

        @PersonalData(purpose = Reports.class, subject = "pupil")
        String text;

        Integer pages;

        // Envers cannot audit elements of an owner whose id class holds a reference.
        @NotAudited
        @ElementCollection
        @PersonalData(purpose = Reports.class, subject = "pupil")
        Set<String> remarks = new HashSet<>();
    }

    @Entity(name = "Profile")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Profile {
        @Id
        Long id;

        @MapsId
        @OneToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String about;
    }

    @Entity(name = "Locker")
    @Audited
    static class Locker {
        @Id
        @OneToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @PersonalData(purpose = Reports.class, subject = "pupil")
        String contents;

        Integer number;
    }

    @Embeddable
    static class MembershipId implements Serializable {
        private static final long serialVersionUID = 1L;

        Long pupilId;
        Integer club;

        @Override
        public boolean equals(Object other) {
            return other instanceof MembershipId id
                    && Objects.equals(id.pupilId, pupilId)
                    && Objects.equals(id.club, club);
        }

        @Override
        public int hashCode() {
            return Objects.hash(pupilId, club);
        }
    }

    @Entity(name = "Membership")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Membership {
        @EmbeddedId
        MembershipId id = new MembershipId();

        @MapsId("pupilId")
        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String role;
    }

    /** Refers to rows with a key of several columns, and stays when they go. */
    @Entity(name = "Seat")
    @Audited
    static class Seat {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Enrolment enrolment;

        // Another attribute uses a column of the reference.
        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "booked_term", referencedColumnName = "term")
        @JoinColumn(name = "booked_school", referencedColumnName = "school")
        @JoinColumn(name = "booked_course", referencedColumnName = "course")
        Enrolment booked;

        @Column(name = "booked_school", insertable = false, updatable = false)
        Long school;

        String room;
    }

    @Entity(name = "Course")
    @Audited
    static class Course {
        @Id
        @GeneratedValue
        Long id;

        @ManyToMany(mappedBy = "courses")
        Set<Enrolment> enrolments = new HashSet<>();
    }

    /** Has a key of its own beside the identifier, which is not personal by itself. */
    @Entity(name = "Badge")
    @Audited
    @Cacheable
    @NaturalIdCache
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Badge {
        @Id
        @GeneratedValue
        Long id;

        @NaturalId
        String number;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String name;
    }
}
