package dev.consent.jpa.unusual;

import dev.consent.DataSubject;
import dev.consent.Erase;
import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.Retain;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Enrolment;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CheckConstraint;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.SecondaryTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.ManyToAny;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.envers.AuditJoinTable;
import org.hibernate.envers.AuditOverride;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;

/** Rows that are tied to others in seldom ways, and collections whose history stands where one would not look. */
final class Ties {

    private Ties() {}

    static final List<Class<?>> ENTITIES = List.of(
            Binder.class,
            Sheet.class,
            Slip.class,
            Rack.class,
            Pamphlet.class,
            Pointer.class,
            Album.class,
            Picture.class,
            RingOne.class,
            RingTwo.class,
            RingThree.class,
            Nickname.class,
            Booklet.class,
            Sheaf.class,
            Print.class,
            Cover.class,
            Imprint.class,
            Passport.class,
            Visa.class,
            Board.class,
            Snap.class,
            Footnote.class,
            Remark.class,
            Signet.class,
            Emblem.class,
            Crest.class,
            Ribbon.class,
            Bow.class,
            Sticker.class,
            Glossy.class,
            Patron.class,
            Loan.class);

    @MappedSuperclass
    abstract static class Tagged {
        @ElementCollection
        Set<String> tags = new HashSet<>();
    }

    @Embeddable
    static class Extras {
        @ElementCollection
        @CollectionTable(name = "extra_labels")
        @AuditJoinTable(name = "labels_before")
        Set<String> labels = new HashSet<>();

        @ElementCollection
        @CollectionTable(name = "extra_marks")
        Set<String> marks = new HashSet<>();
    }

    /** Its elements are kept in rows of others under a text, and its collections have histories of other names. */
    @Entity(name = "Binder")
    @Audited
    @AuditOverride(forClass = Tagged.class)
    @AuditOverride(forClass = Tagged.class, name = "tags", auditJoinTable = @AuditJoinTable(name = "tags_before"))
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Binder extends Tagged {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @OneToMany(cascade = CascadeType.ALL)
        @JoinColumn(name = "binder_id")
        @MapKeyColumn(name = "title")
        Map<String, Sheet> sheets = new HashMap<>();

        @OneToMany
        @JoinColumn(name = "binder_id")
        @MapKeyColumn(name = "title")
        Map<String, Slip> slips = new HashMap<>();

        @Embedded
        @AuditOverride(name = "marks", auditJoinTable = @AuditJoinTable(name = "marks_before"))
        Extras extras = new Extras();
    }

    /** Goes with its binder. */
    @Entity(name = "Sheet")
    @Audited
    static class Sheet {
        @Id
        @GeneratedValue
        Long id;

        String body;
    }

    /** Nobody's; stays. */
    @Entity(name = "Slip")
    @Audited
    static class Slip {
        @Id
        @GeneratedValue
        Long id;

        String body;
    }

    /** Nobody's; keeps rows about people under a text. */
    @Entity(name = "Rack")
    @Audited
    static class Rack {
        @Id
        @GeneratedValue
        Long id;

        @OneToMany
        @JoinColumn(name = "rack_id")
        @MapKeyColumn(name = "title")
        Map<String, Pamphlet> pamphlets = new HashMap<>();

        @ManyToMany
        @JoinTable(name = "rack_more")
        @MapKeyColumn(name = "title")
        Map<String, Pamphlet> more = new HashMap<>();
    }

    @Entity(name = "Pamphlet")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Pamphlet {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String text;

        @OneToMany(mappedBy = "pamphlet", cascade = CascadeType.ALL, orphanRemoval = true)
        List<Footnote> footnotes = new ArrayList<>();

        @OneToMany(mappedBy = "pamphlet", cascade = CascadeType.ALL)
        List<Remark> remarks = new ArrayList<>();
    }

    /** Refers from a second table of its own. */
    @Entity(name = "Footnote")
    @Audited
    @SecondaryTable(name = "footnote_more")
    static class Footnote {
        @Id
        @GeneratedValue
        Long id;

        String body;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(table = "footnote_more", name = "of_pamphlet")
        Pamphlet pamphlet;

        @Column(table = "footnote_more")
        String more;

        @ElementCollection
        Set<String> words = new HashSet<>();
    }

    /** About somebody of its own, whomever it goes with when the application removes that. */
    @Entity(name = "Remark")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Remark {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @ManyToOne(fetch = FetchType.LAZY)
        Pamphlet pamphlet;

        String text;
    }

    /** A person whose row is kept for one purpose, and rows that the mapping removes with it for another one. */
    @Entity(name = "Patron")
    @Audited
    @DataSubject
    @PersonalData(purpose = Enrolment.class)
    static class Patron {
        @Id
        Long id;

        String name;

        @OneToMany(mappedBy = "patron", cascade = CascadeType.ALL)
        List<Loan> loans = new ArrayList<>();
    }

    @Entity(name = "Loan")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "patron")
    static class Loan {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY, optional = false)
        Patron patron;

        String title;
    }

    /** Rows of an abstract kind that moved keep nothing of what their elements were. */
    @Entity(name = "Sticker")
    @Audited
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Sticker {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @PersonalData(purpose = Reports.class, subject = "pupil")
        @ElementCollection
        Set<String> notes = new HashSet<>();
    }

    @Entity(name = "Glossy")
    @Audited
    static class Glossy extends Sticker {}

    /** Refers by tables that hold nothing but the reference. */
    @Entity(name = "Pointer")
    @Audited
    static class Pointer {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinTable(name = "pointer_many")
        Pamphlet many;

        @OneToOne(fetch = FetchType.LAZY)
        @JoinTable(name = "pointer_one")
        Pamphlet one;
    }

    /** Refers to one of those that refer to it. */
    @Entity(name = "Album")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Album {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @OneToMany(mappedBy = "album", cascade = CascadeType.ALL)
        List<Picture> pictures = new ArrayList<>();

        @ManyToOne(fetch = FetchType.LAZY)
        Picture cover;
    }

    @Entity(name = "Picture")
    @Audited
    static class Picture {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY, optional = false)
        Album album;

        String caption;

        @ElementCollection
        Set<String> words = new HashSet<>();
    }

    /** Refers to rows that its removal removes, in all ways there are. */
    @Entity(name = "Booklet")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Booklet {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
        List<Sheaf> sheaves = new ArrayList<>();

        @OneToOne(cascade = CascadeType.ALL, orphanRemoval = true)
        Print print;

        @OneToOne(cascade = CascadeType.REMOVE, optional = false)
        Cover cover;

        @OneToOne(cascade = CascadeType.REMOVE)
        @PrimaryKeyJoinColumn
        @NotAudited
        Imprint imprint;

        @OneToOne(cascade = CascadeType.ALL, orphanRemoval = true)
        Signet signet;

        @OneToOne(cascade = CascadeType.ALL, orphanRemoval = true)
        Emblem emblem;

        @OneToOne(cascade = CascadeType.ALL, orphanRemoval = true)
        Ribbon ribbon;

        @ManyToMany(cascade = CascadeType.ALL)
        @JoinTable(name = "booklet_slips")
        Set<Slip> shared = new HashSet<>();
    }

    @Entity(name = "Sheaf")
    @Audited
    static class Sheaf {
        @Id
        @GeneratedValue
        Long id;

        String body;

        @ElementCollection
        Set<String> notes = new HashSet<>();
    }

    @Entity(name = "Print")
    @Audited
    static class Print {
        @Id
        @GeneratedValue
        Long id;

        String body;
    }

    @Entity(name = "Cover")
    @Audited
    static class Cover {
        @Id
        @GeneratedValue
        Long id;

        String body;
    }

    static class SignetKey implements Serializable {
        private static final long serialVersionUID = 1L;

        String country;
        Integer number;

        @Override
        public boolean equals(Object other) {
            return other instanceof SignetKey key && key.country.equals(country) && key.number.equals(number);
        }

        @Override
        public int hashCode() {
            return country.hashCode() + number;
        }
    }

    @Entity(name = "Signet")
    @Audited
    @IdClass(SignetKey.class)
    static class Signet {
        @Id
        String country;

        @Id
        Integer number;

        String body;

        @ElementCollection
        Set<String> notes = new HashSet<>();
    }

    @Entity(name = "Emblem")
    @Audited
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Emblem {
        @Id
        @GeneratedValue
        Long id;
    }

    @Entity(name = "Crest")
    @Audited
    static class Crest extends Emblem {
        String body;
    }

    @Entity(name = "Ribbon")
    @Audited
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Ribbon {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        Long id;

        String body;
    }

    @Entity(name = "Bow")
    @Audited
    static class Bow extends Ribbon {
        @ElementCollection
        Set<String> knots = new HashSet<>();
    }

    @Entity(name = "Imprint")
    static class Imprint {
        @Id
        Long id;

        String body;
    }

    @Entity(name = "Passport")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Passport {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @OneToOne(mappedBy = "passport", cascade = CascadeType.ALL)
        Visa visa;
    }

    /** Goes with its passport, and not with the one it was copied from. */
    @Entity(name = "Visa")
    @Audited
    static class Visa {
        @Id
        @GeneratedValue
        Long id;

        String body;

        @OneToOne(fetch = FetchType.LAZY)
        Passport passport;

        @ManyToOne(fetch = FetchType.LAZY)
        Passport copied;
    }

    @Embeddable
    static class Needle {
        @ManyToOne(fetch = FetchType.LAZY)
        Picture picture;
    }

    @Embeddable
    static class Pin {
        Needle needle;

        String colour;
    }

    /** Nobody's; refers to rows that go with others, within values and as keys. */
    @Entity(name = "Board")
    static class Board {
        @Id
        @GeneratedValue
        Long id;

        @ElementCollection
        @CollectionTable(name = "board_pins")
        List<Pin> pins = new ArrayList<>();

        @ManyToMany
        @JoinTable(name = "board_slips")
        Map<Picture, Slip> slips = new HashMap<>();
    }

    /** About the person of its album. */
    @Entity(name = "Snap")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "album.pupil")
    static class Snap {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Album album;

        String title;

        @ElementCollection
        Set<String> labels = new HashSet<>();
    }

    /** A ring of three, one reference of which cannot be null. */
    @Entity(name = "RingOne")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class RingOne {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String text;

        @ManyToOne(fetch = FetchType.LAZY)
        RingTwo next;
    }

    @Entity(name = "RingTwo")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class RingTwo {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String text;

        @ManyToOne(fetch = FetchType.LAZY)
        RingThree next;
    }

    @Entity(name = "RingThree")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class RingThree {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String text;

        @ManyToOne(fetch = FetchType.LAZY, optional = false)
        RingOne next;
    }

    /** What is replaced looks as if it had been already, or never; and elements that are deleted only by name. */
    @Entity(name = "Nickname")
    @Audited
    static class Nickname {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @PersonalData(purpose = Reports.class, subject = "pupil")
        @Erase(as = Erase.As.PSEUDONYM)
        String name;

        @PersonalData(purpose = Reports.class, subject = "pupil")
        @Erase(as = Erase.As.PREFIX, keep = 2)
        @Column(columnDefinition = "char(20)")
        String postcode;

        @PersonalData(purpose = Reports.class, subject = "pupil")
        @ElementCollection
        @SoftDelete
        Set<String> former = new HashSet<>();

        @NotPersonal
        boolean born;

        @PersonalData(purpose = Reports.class, subject = "pupil")
        @ElementCollection
        Set<String> places = new HashSet<>();
    }

    static final List<Class<?>> REFUSED = List.of(Counted.class, Quoted.class, Checked.class);

    static final List<Class<?>> TAKEN =
            List.of(Folder.class, Leaflet.class, Sleeve.class, Receipt.class, Register.class, Insert.class, Log.class);

    @Entity(name = "Folder")
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Folder {
        @Id
        Long id;

        @ManyToOne
        Pupil pupil;

        @OneToMany(mappedBy = "folder", cascade = CascadeType.ALL)
        List<Leaflet> leaflets = new ArrayList<>();

        @OneToOne(cascade = CascadeType.ALL)
        Sleeve sleeve;

        @OneToMany(mappedBy = "folder", cascade = CascadeType.ALL)
        List<Insert> inserts = new ArrayList<>();
    }

    /** Kept for something else. */
    @Entity(name = "Leaflet")
    @PersonalData(purpose = Contact.class, subject = "pupil")
    static class Leaflet {
        @Id
        Long id;

        @ManyToOne
        Pupil pupil;

        @ManyToOne
        Folder folder;
    }

    @Entity(name = "Sleeve")
    @PersonalData(purpose = Contact.class, subject = "pupil")
    static class Sleeve {
        @Id
        Long id;

        @ManyToOne
        Pupil pupil;
    }

    /** Kept for longer than what it cannot be without. */
    @Entity(name = "Receipt")
    @PersonalData(purpose = Reports.class, subject = "pupil")
    @Retain(period = "P7Y", after = Reports.class)
    static class Receipt {
        @Id
        Long id;

        @ManyToOne
        Pupil pupil;

        @ManyToOne(optional = false)
        Register register;
    }

    @Entity(name = "Register")
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Register {
        @Id
        Long id;

        @ManyToOne
        Pupil pupil;
    }

    /** Goes with its folder. */
    @Entity(name = "Insert")
    static class Insert {
        @Id
        Long id;

        @ManyToOne
        Folder folder;
    }

    /** May say something about anything. */
    @Entity(name = "Log")
    static class Log {
        @Id
        Long id;

        @Any
        @AnyKeyJavaClass(Long.class)
        @AnyDiscriminatorValue(discriminator = "I", entity = Insert.class)
        @Column(name = "about_kind")
        @JoinColumn(name = "about_id")
        Object about;

        @ManyToAny
        @AnyKeyJavaClass(Long.class)
        @AnyDiscriminatorValue(discriminator = "I", entity = Insert.class)
        @Column(name = "entry_kind")
        @JoinTable(name = "log_entries", inverseJoinColumns = @JoinColumn(name = "entry_id"))
        List<Object> entries = new ArrayList<>();
    }

    @Entity(name = "Counted")
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Counted {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @Column(unique = true)
        Long number;

        @ElementCollection
        @CollectionTable(joinColumns = @JoinColumn(name = "of_number", referencedColumnName = "number"))
        Set<String> tags = new HashSet<>();
    }

    /** Envers calls this column otherwise. */
    @Entity(name = "Quoted")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Quoted {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "`pupilId`")
        Pupil pupil;
    }

    /** The database would refuse what erases it. */
    @Entity(name = "Checked")
    @DataSubject
    static class Checked {
        @Id
        @GeneratedValue
        Long id;

        @Column(check = @CheckConstraint(constraint = "name is not null"))
        @PersonalData(purpose = Reports.class)
        String name;

        @Column(check = @CheckConstraint(constraint = "mail is not null or name like '%'"))
        @PersonalData(purpose = Reports.class)
        String mail;
    }
}
