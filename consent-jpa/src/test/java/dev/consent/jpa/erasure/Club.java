package dev.consent.jpa.erasure;

import dev.consent.DataSubject;
import dev.consent.Erase;
import dev.consent.ErasureStrategy;
import dev.consent.LegalBasis;
import dev.consent.PersonalData;
import dev.consent.Purpose;
import dev.consent.Retain;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.envers.AuditJoinTable;
import org.hibernate.envers.AuditOverride;
import org.hibernate.envers.AuditTable;
import org.hibernate.envers.Audited;
import org.hibernate.envers.ModifiedEntityNames;
import org.hibernate.envers.RevisionEntity;
import org.hibernate.envers.RevisionListener;
import org.hibernate.envers.RevisionNumber;
import org.hibernate.envers.RevisionTimestamp;

/** A club: values that are replaced, terms after purposes, duties to keep, and mappings a sweep could overlook. */
final class Club {

    static final List<Class<?>> ENTITIES = List.of(
            Member.class, Message.class, Diary.class, Song.class, Guest.class, Bill.class, Wish.class, Change.class);

    private Club() {}

    @Purpose(code = "membership", title = "Membership", basis = LegalBasis.CONTRACT)
    interface Membership {}

    @Purpose(code = "mailing", title = "Newsletter", basis = LegalBasis.CONSENT)
    interface Mailing {}

    @Purpose(code = "books", title = "Bookkeeping", basis = LegalBasis.LEGAL_OBLIGATION)
    interface Books {}

    static final class Initial implements ErasureStrategy {
        @Override
        public Object erase(Object value) {
            return ((String) value).substring(0, 1);
        }
    }

    /** Works in the array it is handed. */
    static final class Blurred implements ErasureStrategy {
        @Override
        public Object erase(Object value) {
            Arrays.fill((byte[]) value, (byte) 0);
            return value;
        }
    }

    static final class Counted implements ErasureStrategy {
        @Override
        public Object erase(Object value) {
            String[] counted = new String[((String[]) value).length];
            Arrays.fill(counted, "-");
            return counted;
        }
    }

    @Entity(name = "Member")
    @Audited
    @DataSubject(type = "member")
    static class Member {
        @Id
        @GeneratedValue
        Long id;

        @PersonalData(purpose = Membership.class)
        @Erase(as = Erase.As.PSEUDONYM)
        @Column(length = 64)
        String name;

        @PersonalData(purpose = Membership.class)
        @Erase(as = Erase.As.YEAR)
        LocalDate born;

        @PersonalData(purpose = Membership.class)
        @Erase(as = Erase.As.PREFIX, keep = 4)
        String postCode;

        @PersonalData(purpose = Membership.class)
        @Erase(as = Erase.As.OWN, by = Initial.class)
        String nickname;

        @PersonalData(purpose = Membership.class)
        @Erase(as = Erase.As.PREFIX, keep = 1)
        String motto;

        @PersonalData(purpose = Membership.class)
        @Erase(as = Erase.As.OWN, by = Blurred.class)
        byte[] picture;

        @PersonalData(purpose = Membership.class)
        @Erase(as = Erase.As.OWN, by = Counted.class)
        String[] hobbies;

        @PersonalData(purpose = {Membership.class, Books.class})
        @Retain(period = "P7Y", after = Books.class, start = Retain.Start.AT_END_OF_YEAR, yearBegins = 7)
        String account;

        @PersonalData(purpose = Membership.class)
        @Retain(period = "P30D", after = Membership.class)
        String locker;

        @PersonalData(purpose = Mailing.class)
        String email;

        @ElementCollection
        @MapKeyColumn(name = "kind")
        @PersonalData(purpose = Mailing.class)
        Map<String, String> numbers = new HashMap<>();

        @ManyToMany
        @OrderColumn
        @AuditJoinTable(name = "songs_over_time")
        List<Song> songs = new ArrayList<>();
    }

    @Embeddable
    static class Line {
        String verse;
        int number;
    }

    @Entity(name = "Song")
    @Audited
    @AuditTable("song_log")
    @PersonalData(purpose = Mailing.class, subject = "writer")
    static class Song {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        Member writer;

        String title;

        @ElementCollection
        Set<String> moods = new HashSet<>();

        @ElementCollection
        @OrderColumn
        List<Line> verses = new ArrayList<>();

        /** The next of a ring of songs. */
        @ManyToOne
        Song next;
    }

    @MappedSuperclass
    static class Written {
        String body;
    }

    /** Deleted only by name. */
    @Entity(name = "Message")
    @Audited
    @AuditOverride(forClass = Written.class)
    @SoftDelete
    @PersonalData(purpose = Mailing.class, subject = "sender")
    static class Message extends Written {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        Member sender;
    }

    /** Of which the application shows some. */
    @Entity(name = "Diary")
    @SQLRestriction("shown = true")
    @PersonalData(purpose = Mailing.class, subject = "owner")
    static class Diary {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        @jakarta.persistence.JoinColumn(name = "owner_id")
        Member owner;

        String page;
        boolean shown;
    }

    /** A person whose whole row goes, unless a bill still needs it. */
    @Entity(name = "Guest")
    @Audited
    @DataSubject(type = "guest")
    @PersonalData(purpose = Membership.class)
    static class Guest {
        @Id
        @GeneratedValue
        Long id;

        String name;
    }

    @Entity(name = "Bill")
    @Audited
    @PersonalData(purpose = Books.class, subject = "guest")
    @Retain(period = "P7Y", after = Books.class)
    static class Bill {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        Guest guest;

        String addressee;
    }

    /** Seen until the sweep comes, although its term is over. */
    @Entity(name = "Wish")
    @Retain(period = "P5D", from = "made", hidden = false)
    static class Wish {
        @Id
        @GeneratedValue
        Long id;

        LocalDate made;
        String text;
    }

    @Entity(name = "Change")
    @Table(name = "change_of_data")
    @RevisionEntity(WhoListener.class)
    static class Change {
        @Id
        @GeneratedValue
        @RevisionNumber
        int id;

        @RevisionTimestamp
        long at;

        @PersonalData(purpose = Membership.class)
        String who;

        @ElementCollection
        @ModifiedEntityNames
        @PersonalData(purpose = Membership.class)
        Set<String> kinds = new HashSet<>();
    }

    public static final class WhoListener implements RevisionListener {
        static String who = "nobody";

        @Override
        public void newRevision(Object revision) {
            ((Change) revision).who = who;
        }
    }
}
