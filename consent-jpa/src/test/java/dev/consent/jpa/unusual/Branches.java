package dev.consent.jpa.unusual;

import dev.consent.PersonalData;
import dev.consent.Retain;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.envers.Audited;

/**
 * Hierarchies of which some entities have a rule for their rows and others have none, once in one table and once in
 * joined tables. Both have entities of the same names, with the kind of hierarchy in front.
 */
final class Branches {

    private Branches() {}

    static final List<Class<?>> ENTITIES = List.of(
            SingleNote.class,
            SingleNotice.class,
            SingleRemark.class,
            SingleVerdict.class,
            SingleWish.class,
            SingleBoard.class,
            JoinedNote.class,
            JoinedNotice.class,
            JoinedRemark.class,
            JoinedVerdict.class,
            JoinedWish.class,
            JoinedBoard.class,
            UnionNote.class,
            UnionNotice.class,
            UnionRemark.class,
            UnionVerdict.class,
            UnionWish.class,
            UnionBoard.class);

    /** What all entities of both hierarchies have. */
    @MappedSuperclass
    @Audited
    abstract static class Note {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String title;

        @ElementCollection
        Set<String> labels = new HashSet<>();

        abstract void put(Object board);
    }

    interface Told {
        void tell(String text);
    }

    interface Wished {
        void wish(Pupil wisher, LocalDate on);
    }

    @Entity(name = "SingleNote")
    @Audited
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @DiscriminatorValue("it's a note")
    static class SingleNote extends Note {
        @ManyToOne(fetch = FetchType.LAZY)
        SingleBoard board;

        @Override
        void put(Object on) {
            board = (SingleBoard) on;
            board.pinned.add(this);
            board.first = this;
        }
    }

    /** Nobody's consent is needed for it. */
    @Entity(name = "SingleNotice")
    @Audited
    static class SingleNotice extends SingleNote implements Told {
        String text;

        @Override
        public void tell(String told) {
            text = told;
        }
    }

    @Entity(name = "SingleRemark")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class SingleRemark extends SingleNote implements Told {
        String text;

        @ManyToOne(fetch = FetchType.LAZY)
        SingleRemark replyTo;

        @Override
        public void tell(String told) {
            text = told;
        }

        @Override
        void put(Object on) {
            super.put(on);
            ((SingleBoard) on).remarks.add(this);
        }
    }

    /** Needs the consent of its superclass, and one of its own. */
    @Entity(name = "SingleVerdict")
    @Audited
    @PersonalData(purpose = Contact.class, subject = "pupil")
    static class SingleVerdict extends SingleRemark {
        String reason;

        @Override
        public void tell(String told) {
            super.tell(told);
            reason = told;
        }
    }

    /** About somebody only it knows, and for some time only. */
    @Entity(name = "SingleWish")
    @Audited
    @PersonalData(purpose = Contact.class, subject = "wisher")
    @Retain(period = "P1Y", from = "wishedOn")
    static class SingleWish extends SingleNote implements Told, Wished {
        @ManyToOne(fetch = FetchType.LAZY)
        Pupil wisher;

        LocalDate wishedOn;

        String wanted;

        @Override
        public void tell(String told) {
            wanted = told;
        }

        @Override
        public void wish(Pupil by, LocalDate on) {
            wisher = by;
            wishedOn = on;
        }
    }

    @Entity(name = "SingleBoard")
    @Audited
    static class SingleBoard {
        @Id
        @GeneratedValue
        Long id;

        String name;

        @OneToMany(mappedBy = "board")
        List<SingleNote> all = new ArrayList<>();

        @ManyToMany
        Set<SingleNote> pinned = new HashSet<>();

        @ManyToMany
        @JoinTable(name = "single_remarks")
        Set<SingleRemark> remarks = new HashSet<>();

        @ManyToOne(fetch = FetchType.LAZY)
        SingleNote first;
    }

    @Entity(name = "JoinedNote")
    @Audited
    @Inheritance(strategy = InheritanceType.JOINED)
    static class JoinedNote extends Note {
        @ManyToOne(fetch = FetchType.LAZY)
        JoinedBoard board;

        @Override
        void put(Object on) {
            board = (JoinedBoard) on;
            board.pinned.add(this);
            board.first = this;
        }
    }

    /** Nobody's consent is needed for it. */
    @Entity(name = "JoinedNotice")
    @Audited
    static class JoinedNotice extends JoinedNote implements Told {
        String text;

        @Override
        public void tell(String told) {
            text = told;
        }
    }

    @Entity(name = "JoinedRemark")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class JoinedRemark extends JoinedNote implements Told {
        String text;

        @ManyToOne(fetch = FetchType.LAZY)
        JoinedRemark replyTo;

        @Override
        public void tell(String told) {
            text = told;
        }

        @Override
        void put(Object on) {
            super.put(on);
            ((JoinedBoard) on).remarks.add(this);
        }
    }

    /** Needs the consent of its superclass, and one of its own. */
    @Entity(name = "JoinedVerdict")
    @Audited
    @PersonalData(purpose = Contact.class, subject = "pupil")
    static class JoinedVerdict extends JoinedRemark {
        String reason;

        @Override
        public void tell(String told) {
            super.tell(told);
            reason = told;
        }
    }

    /** About somebody only it knows, and for some time only. */
    @Entity(name = "JoinedWish")
    @Audited
    @PersonalData(purpose = Contact.class, subject = "wisher")
    @Retain(period = "P1Y", from = "wishedOn")
    static class JoinedWish extends JoinedNote implements Told, Wished {
        @ManyToOne(fetch = FetchType.LAZY)
        Pupil wisher;

        LocalDate wishedOn;

        String wanted;

        @Override
        public void tell(String told) {
            wanted = told;
        }

        @Override
        public void wish(Pupil by, LocalDate on) {
            wisher = by;
            wishedOn = on;
        }
    }

    @Entity(name = "JoinedBoard")
    @Audited
    static class JoinedBoard {
        @Id
        @GeneratedValue
        Long id;

        String name;

        @OneToMany(mappedBy = "board")
        List<JoinedNote> all = new ArrayList<>();

        @ManyToMany
        Set<JoinedNote> pinned = new HashSet<>();

        @ManyToMany
        @JoinTable(name = "joined_remarks")
        Set<JoinedRemark> remarks = new HashSet<>();

        @ManyToOne(fetch = FetchType.LAZY)
        JoinedNote first;
    }

    @Entity(name = "UnionNote")
    @Audited
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class UnionNote extends Note {
        @ManyToOne(fetch = FetchType.LAZY)
        UnionBoard board;

        @Override
        void put(Object on) {
            board = (UnionBoard) on;
            board.pinned.add(this);
            board.first = this;
        }
    }

    /** Nobody's consent is needed for it. */
    @Entity(name = "UnionNotice")
    @Audited
    static class UnionNotice extends UnionNote implements Told {
        String text;

        @Override
        public void tell(String told) {
            text = told;
        }
    }

    @Entity(name = "UnionRemark")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class UnionRemark extends UnionNote implements Told {
        String text;

        @ManyToOne(fetch = FetchType.LAZY)
        UnionRemark replyTo;

        @Override
        public void tell(String told) {
            text = told;
        }

        @Override
        void put(Object on) {
            super.put(on);
            ((UnionBoard) on).remarks.add(this);
        }
    }

    /** Needs the consent of its superclass, and one of its own. */
    @Entity(name = "UnionVerdict")
    @Audited
    @PersonalData(purpose = Contact.class, subject = "pupil")
    static class UnionVerdict extends UnionRemark {
        String reason;

        @Override
        public void tell(String told) {
            super.tell(told);
            reason = told;
        }
    }

    /** About somebody only it knows, and for some time only. */
    @Entity(name = "UnionWish")
    @Audited
    @PersonalData(purpose = Contact.class, subject = "wisher")
    @Retain(period = "P1Y", from = "wishedOn")
    static class UnionWish extends UnionNote implements Told, Wished {
        @ManyToOne(fetch = FetchType.LAZY)
        Pupil wisher;

        LocalDate wishedOn;

        String wanted;

        @Override
        public void tell(String told) {
            wanted = told;
        }

        @Override
        public void wish(Pupil by, LocalDate on) {
            wisher = by;
            wishedOn = on;
        }
    }

    @Entity(name = "UnionBoard")
    @Audited
    static class UnionBoard {
        @Id
        @GeneratedValue
        Long id;

        String name;

        @OneToMany(mappedBy = "board")
        List<UnionNote> all = new ArrayList<>();

        @ManyToMany
        Set<UnionNote> pinned = new HashSet<>();

        @ManyToMany
        @JoinTable(name = "union_remarks")
        Set<UnionRemark> remarks = new HashSet<>();

        @ManyToOne(fetch = FetchType.LAZY)
        UnionNote first;
    }
}
