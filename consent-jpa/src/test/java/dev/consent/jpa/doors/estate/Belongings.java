package dev.consent.jpa.doors.estate;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
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
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.SecondaryTable;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.envers.AuditJoinTable;
import org.hibernate.envers.AuditMappedBy;
import org.hibernate.envers.AuditOverride;
import org.hibernate.envers.AuditTable;
import org.hibernate.envers.Audited;
import org.hibernate.envers.ModifiedEntityNames;
import org.hibernate.envers.NotAudited;
import org.hibernate.envers.RelationTargetAuditMode;
import org.hibernate.envers.RevisionEntity;
import org.hibernate.envers.RevisionListener;
import org.hibernate.envers.RevisionNumber;
import org.hibernate.envers.RevisionTimestamp;
import org.hibernate.type.SqlTypes;

/** Rows about a {@link Holder} that go as a whole, and what refers to them. */
public final class Belongings {

    public static final List<Class<?>> ENTITIES = List.of(
            Holder.class,
            Thing.class,
            Book.class,
            Piece.class,
            Shelf.class,
            Event.class,
            Party.class,
            Paper.class,
            Essay.class,
            Exam.class,
            Letter.class,
            Diary.class,
            Pass.class,
            PassUse.class,
            Ticket.class,
            Profile.class,
            Badge.class,
            Token.class,
            Loose.class,
            Tied.class,
            Ping.class,
            Pong.class,
            Album.class,
            Photo.class,
            Change.class);

    private Belongings() {}

    /** Joined, with a table beside it, links from both sides, parts that go with it, and a ring of itself. */
    @Entity(name = "Thing")
    @Audited
    @AuditTable("things_over_time")
    @Inheritance(strategy = InheritanceType.JOINED)
    @SecondaryTable(name = "thing_more")
    @PersonalData(purpose = Reports.class, subject = "holder")
    public static class Thing {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Holder holder;

        public String title;

        @Column(table = "thing_more")
        public String more;

        @ElementCollection
        public Set<String> tags = new HashSet<>();

        @ManyToMany
        @AuditJoinTable(name = "shelves_over_time")
        public Set<Shelf> shelves = new HashSet<>();

        @OneToMany(mappedBy = "thing", cascade = CascadeType.ALL, orphanRemoval = true)
        public List<Piece> pieces = new ArrayList<>();

        @ManyToOne(fetch = FetchType.LAZY)
        public Thing next;
    }

    @Entity(name = "Book")
    @Audited
    public static class Book extends Thing {
        public String isbn;
    }

    /** Not personal by itself. */
    @Entity(name = "Piece")
    @Audited
    public static class Piece {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Thing thing;

        public String text;
    }

    /** Nobody's; it stays, and what it refers to goes. */
    @Entity(name = "Shelf")
    @Audited
    public static class Shelf {
        @Id
        @GeneratedValue
        public Long id;

        public String room;

        @ManyToMany(mappedBy = "shelves")
        public Set<Thing> things = new HashSet<>();

        @ManyToMany
        @JoinTable(name = "shelf_favourite")
        public Set<Thing> favourites = new HashSet<>();

        @ManyToOne(fetch = FetchType.LAZY)
        public Thing first;
    }

    @Entity(name = "Event")
    @Audited
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @PersonalData(purpose = Reports.class, subject = "holder")
    public static class Event {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Holder holder;

        public String what;
    }

    @Entity(name = "Party")
    @Audited
    public static class Party extends Event {
        public String guests;
    }

    @Entity(name = "Paper")
    @Audited
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    @PersonalData(purpose = Reports.class, subject = "holder")
    public abstract static class Paper {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Holder holder;

        public String head;
    }

    @Entity(name = "Essay")
    @Audited
    public static class Essay extends Paper {
        public String body;
    }

    @Entity(name = "Exam")
    @Audited
    public static class Exam extends Paper {
        public String answers;
    }

    @MappedSuperclass
    public static class Written {
        public String body;
    }

    /** Deleted only by name. */
    @Entity(name = "Letter")
    @Audited
    @AuditOverride(forClass = Written.class)
    @SoftDelete
    @PersonalData(purpose = Reports.class, subject = "holder")
    public static class Letter extends Written {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Holder holder;
    }

    /** Of which the application shows some. */
    @Entity(name = "Diary")
    @SQLRestriction("shown = true")
    @PersonalData(purpose = Reports.class, subject = "holder")
    public static class Diary {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "holder_id")
        public Holder holder;

        public String page;
        public boolean shown;
    }

    @Embeddable
    public record PassId(UUID serial, LocalDate issued, String code) implements Serializable {}

    /** A key of many parts. */
    @Entity(name = "Pass")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "holder")
    public static class Pass {
        @EmbeddedId
        public PassId id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Holder holder;

        public String remark;

        @ElementCollection
        public Set<String> stamps = new HashSet<>();
    }

    @Embeddable
    public record TicketId(
            @JdbcTypeCode(SqlTypes.CHAR) UUID serial,
            @Enumerated(EnumType.STRING) Holder.Mood kind) implements Serializable {}

    /** An enum constant as part of a key. */
    @Entity(name = "Ticket")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "holder")
    public static class Ticket {
        @EmbeddedId
        public TicketId id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Holder holder;

        public String seat;
    }

    public record PassUseId(PassId pass, Integer turn) implements Serializable {}

    /** A key that holds the key of another row, over which the person is reached. */
    @Entity(name = "PassUse")
    @Audited
    @IdClass(PassUseId.class)
    @PersonalData(purpose = Reports.class, subject = "pass.holder")
    public static class PassUse {
        @Id
        @ManyToOne(fetch = FetchType.LAZY)
        public Pass pass;

        @Id
        public Integer turn;

        public String gate;
    }

    @Entity(name = "Profile")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "holder")
    public static class Profile {
        @Id
        @JdbcTypeCode(SqlTypes.CHAR)
        public UUID id;

        @MapsId
        @OneToOne(fetch = FetchType.LAZY)
        public Holder holder;

        public String about;
    }

    @Entity(name = "Badge")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "holder")
    public static class Badge {
        @Id
        @GeneratedValue
        public UUID id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Holder holder;

        public String name;
    }

    /** A UUID in a column of bytes. */
    @Entity(name = "Token")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "holder")
    public static class Token {
        @Id
        @GeneratedValue
        @JdbcTypeCode(SqlTypes.BINARY)
        public UUID id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Holder holder;

        public String secret;

        @ElementCollection
        public Set<String> scopes = new HashSet<>();
    }

    /** Without a history. */
    @Entity(name = "Loose")
    @PersonalData(purpose = Reports.class, subject = "holder")
    public static class Loose {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Holder holder;

        public String text;
    }

    /** With a history that refers to what has none, and with parts that have none. */
    @Entity(name = "Tied")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "holder")
    public static class Tied {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Holder holder;

        @Audited(targetAuditMode = RelationTargetAuditMode.NOT_AUDITED)
        @ManyToOne(fetch = FetchType.LAZY)
        public Loose loose;

        public String text;

        @NotAudited
        public String unlogged;

        @NotAudited
        @ElementCollection
        public Set<String> unloggedToo = new HashSet<>();
    }

    @Entity(name = "Ping")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "holder")
    public static class Ping {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Holder holder;

        @ManyToOne(fetch = FetchType.LAZY)
        public Pong back;

        public String text;
    }

    @Entity(name = "Pong")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "holder")
    public static class Pong {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Holder holder;

        @ManyToOne(fetch = FetchType.LAZY)
        public Ping back;

        public String text;
    }

    /** Keeps its photos by a column in their table. */
    @Entity(name = "Album")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "holder")
    public static class Album {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        public Holder holder;

        public String name;

        @OneToMany(cascade = CascadeType.ALL)
        @JoinColumn(name = "album_id")
        @AuditMappedBy(mappedBy = "album")
        public List<Photo> photos = new ArrayList<>();
    }

    @Entity(name = "Photo")
    @Audited
    public static class Photo {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "album_id", insertable = false, updatable = false)
        public Album album;

        public String caption;
    }

    @Entity(name = "Change")
    @jakarta.persistence.Table(name = "change_of_data")
    @RevisionEntity(WhoListener.class)
    public static class Change {
        @Id
        @GeneratedValue
        @RevisionNumber
        public int id;

        @RevisionTimestamp
        public long at;

        @PersonalData(purpose = Contact.class)
        public String who;

        @ElementCollection
        @ModifiedEntityNames
        @PersonalData(purpose = Contact.class)
        public Set<String> kinds = new HashSet<>();
    }

    public static final class WhoListener implements RevisionListener {
        public static String who = "nobody";

        @Override
        public void newRevision(Object revision) {
            ((Change) revision).who = who;
        }
    }
}
