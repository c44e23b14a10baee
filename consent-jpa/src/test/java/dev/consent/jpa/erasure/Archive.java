package dev.consent.jpa.erasure;

import dev.consent.PersonalData;
import dev.consent.Retain;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.envers.Audited;
import org.hibernate.type.SqlTypes;

/** What a hold may be on, with identifiers of every kind, subclasses, and several people. */
final class Archive {

    private Archive() {}

    static final List<Class<?>> ENTITIES = List.of(
            Slot.class,
            Letter.class,
            Card.class,
            Badge.class,
            Exam.class,
            Sheet.class,
            SingleNote.class,
            SingleRemark.class,
            JoinedNote.class,
            JoinedRemark.class,
            UnionNote.class,
            UnionRemark.class,
            Opinion.class,
            Verdict.class,
            Photo.class,
            Poster.class);

    enum Part {
        MORNING,
        AFTERNOON
    }

    enum Colour {
        RED,
        BLUE
    }

    /** Something about one pupil, with a text to look for. */
    interface About {
        void about(Pupil pupil, String text);
    }

    @Embeddable
    record SlotId(
            Integer week,
            UUID room,
            @Enumerated(EnumType.STRING) Part part) implements Serializable {}

    @Entity(name = "Slot")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Slot implements About {
        @EmbeddedId
        SlotId id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String text;

        @ElementCollection
        Set<String> notes = new HashSet<>();

        @Override
        public void about(Pupil of, String what) {
            pupil = of;
            text = what + "-text";
            notes.add(what + "-note");
        }
    }

    @Entity(name = "ArchivedLetter")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    @Retain(period = "P5D", from = "sent")
    static class Letter implements About {
        @Id
        UUID id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        LocalDate sent;

        String text;

        @Override
        public void about(Pupil of, String what) {
            pupil = of;
            text = what;
        }
    }

    /** What is a UUID here is text in the database. */
    @Entity(name = "Card")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Card implements About {
        @Id
        @JdbcTypeCode(SqlTypes.CHAR)
        UUID id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String text;

        @Override
        public void about(Pupil of, String what) {
            pupil = of;
            text = what;
        }
    }

    @Entity(name = "Badge")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Badge implements About {
        @Id
        @Enumerated(EnumType.STRING)
        @Column(length = 10)
        Colour id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String text;

        @Override
        public void about(Pupil of, String what) {
            pupil = of;
            text = what;
        }
    }

    record ExamId(Long pupil, Part part) implements Serializable {}

    @Entity(name = "Exam")
    @Audited
    @IdClass(ExamId.class)
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Exam implements About {
        @Id
        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @Id
        Part part;

        String text;

        @Override
        public void about(Pupil of, String what) {
            pupil = of;
            text = what;
        }
    }

    /** Only its values are personal. */
    @Entity(name = "Sheet")
    @Audited
    static class Sheet implements About {
        @EmbeddedId
        SlotId id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @PersonalData(purpose = Reports.class, subject = "pupil")
        String text;

        @ElementCollection
        @PersonalData(purpose = Reports.class, subject = "pupil")
        Set<String> notes = new HashSet<>();

        @Override
        public void about(Pupil of, String what) {
            pupil = of;
            text = what + "-text";
            notes.add(what + "-note");
        }
    }

    @Entity(name = "SingleNote")
    @Audited
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class SingleNote implements About {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String text;

        @ElementCollection
        Set<String> labels = new HashSet<>();

        @Override
        public void about(Pupil of, String what) {
            pupil = of;
            text = what + "-text";
            labels.add(what + "-label");
        }
    }

    @Entity(name = "SingleRemark")
    @Audited
    static class SingleRemark extends SingleNote {
        String more = "more";
    }

    @Entity(name = "JoinedNote")
    @Audited
    @Inheritance(strategy = InheritanceType.JOINED)
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class JoinedNote implements About {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String text;

        @Override
        public void about(Pupil of, String what) {
            pupil = of;
            text = what;
        }
    }

    @Entity(name = "JoinedRemark")
    @Audited
    static class JoinedRemark extends JoinedNote {
        String more = "more";
    }

    @Entity(name = "UnionNote")
    @Audited
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class UnionNote implements About {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String text;

        @Override
        public void about(Pupil of, String what) {
            pupil = of;
            text = what;
        }
    }

    @Entity(name = "UnionRemark")
    @Audited
    static class UnionRemark extends UnionNote {
        String more = "more";
    }

    /** Values in a hierarchy. */
    @Entity(name = "Opinion")
    @Audited
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Opinion implements About {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @PersonalData(purpose = Reports.class, subject = "pupil")
        String text;

        @Override
        public void about(Pupil of, String what) {
            pupil = of;
            text = what;
        }
    }

    @Entity(name = "Verdict")
    @Audited
    static class Verdict extends Opinion {
        String more = "more";
    }

    @Entity(name = "Photo")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "children")
    static class Photo {
        @Id
        UUID id;

        @ManyToMany
        Set<Pupil> children = new HashSet<>();

        String text;
    }

    /** About several people, but only its text. */
    @Entity(name = "Poster")
    @Audited
    static class Poster {
        @Id
        @GeneratedValue
        Long id;

        @ManyToMany
        Set<Pupil> children = new HashSet<>();

        @PersonalData(purpose = Reports.class, subject = "children")
        String text;
    }
}
