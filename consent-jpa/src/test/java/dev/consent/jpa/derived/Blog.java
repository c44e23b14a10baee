package dev.consent.jpa.derived;

import dev.consent.CopiedTo;
import dev.consent.DataSubject;
import dev.consent.DerivedData;
import dev.consent.Erase;
import dev.consent.LegalBasis;
import dev.consent.PersonalData;
import dev.consent.Purpose;
import dev.consent.Retain;
import dev.consent.SubjectId;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.TestUnit;
import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.envers.Audited;

/** A blog whose posts are in a search index, and whose pictures are files. */
final class Blog extends TestUnit {

    static final List<Class<?>> ENTITIES =
            List.of(Author.class, Post.class, LongRead.class, Remark.class, Visit.class, Vote.class, Draft.class);

    Blog(String url, Map<String, Object> settings) {
        super(url, with(settings), ENTITIES);
    }

    private static Map<String, Object> with(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put(ConsentSettings.PSEUDONYM_KEY, "fedcba9876543210fedcba9876543210");
        return settings;
    }

    @Purpose(code = "posting", title = "Posting", basis = LegalBasis.CONSENT)
    interface Posting {}

    @Purpose(code = "profile", title = "A public profile", basis = LegalBasis.CONSENT)
    interface Profile {}

    @DerivedData(code = "search-index", title = "Full-text search")
    interface SearchIndex {}

    @DerivedData(code = "picture-files", title = "Pictures on disk")
    interface PictureFiles {}

    @DerivedData(code = "old-index", title = "An index nobody reads any more")
    interface OldIndex {}

    @Embeddable
    static class Address {
        String street;

        @CopiedTo(OldIndex.class)
        String town;
    }

    @Entity(name = "Author")
    @Audited
    @DataSubject(type = "author")
    static class Author {
        @Id
        @GeneratedValue
        Long id;

        @PersonalData(purpose = Profile.class)
        @CopiedTo({SearchIndex.class, PictureFiles.class})
        String portrait;

        @PersonalData(purpose = Profile.class)
        @Erase(as = Erase.As.PSEUDONYM)
        @jakarta.persistence.Column(length = 64)
        @CopiedTo(SearchIndex.class)
        String name;

        @ElementCollection
        @PersonalData(purpose = Profile.class)
        @CopiedTo(SearchIndex.class)
        Set<String> interests = new HashSet<>();

        @Embedded
        @PersonalData(purpose = Profile.class)
        Address address;

        @PersonalData(purpose = Profile.class)
        String mood;
    }

    /** Without copies itself; those of one kind have some. */
    @Entity(name = "Post")
    @Audited
    @Inheritance(strategy = InheritanceType.JOINED)
    @PersonalData(purpose = Posting.class, subject = "author")
    static class Post {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        Author author;

        String text;

        @CopiedTo(PictureFiles.class)
        String picture;

        @OneToMany(mappedBy = "post", cascade = CascadeType.ALL)
        List<Remark> remarks = new ArrayList<>();
    }

    @Entity(name = "LongRead")
    @Audited
    @CopiedTo(SearchIndex.class)
    static class LongRead extends Post {
        String outline;
    }

    /** Not personal by itself, but goes with its post. */
    @Entity(name = "Remark")
    @Audited
    @CopiedTo(SearchIndex.class)
    static class Remark {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        Post post;

        String text;
    }

    @Embeddable
    record VisitId(Integer number, String server) implements Serializable {}

    /** About nobody, and kept for some days. */
    @Entity(name = "Visit")
    @Retain(period = "P5D", from = "visited")
    @CopiedTo(SearchIndex.class)
    static class Visit {
        @EmbeddedId
        VisitId id;

        LocalDate visited;

        @OneToMany(mappedBy = "visit", cascade = CascadeType.ALL)
        List<Vote> votes = new ArrayList<>();
    }

    static class VoteId implements Serializable {
        private static final long serialVersionUID = 1L;

        VisitId visit;
        Integer round;

        @Override
        public boolean equals(Object other) {
            return other instanceof VoteId id && id.visit.equals(visit) && id.round.equals(round);
        }

        @Override
        public int hashCode() {
            return visit.hashCode() + round;
        }
    }

    /** A key that holds the key of another row. */
    @Entity(name = "Vote")
    @IdClass(VoteId.class)
    @Retain(period = "P2D", from = "castOn")
    @CopiedTo(SearchIndex.class)
    static class Vote {
        @Id
        @ManyToOne
        Visit visit;

        @Id
        Integer round;

        LocalDate castOn;
    }

    /** Of which one value goes after a while. */
    @Entity(name = "Draft")
    static class Draft {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        Author author;

        @PersonalData(purpose = Posting.class, subject = "author")
        @Retain(period = "P3D", from = "begun")
        @CopiedTo(SearchIndex.class)
        String text;

        LocalDate begun;
    }

    Long author(String name) {
        Long id = read(em -> {
            Author author = new Author();
            em.persist(author);
            return author.id;
        });
        grant(id, Posting.class, Profile.class);
        write(em -> {
            Author author = em.find(Author.class, id);
            author.name = "planted-" + name;
            author.mood = "planted-" + name;
        });
        return id;
    }

    Long post(Long author, Class<? extends Post> kind) {
        return read(em -> {
            try {
                Post post = kind.getDeclaredConstructor().newInstance();
                post.author = em.find(Author.class, author);
                post.text = "planted-text";
                em.persist(post);
                return post.id;
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    SubjectId subject(Long author) {
        return SubjectId.of(Author.class, author);
    }

    void grant(Long author, Class<?>... purposes) {
        write(em -> decideIn(em, subject(author), true, purposes));
    }

    void withdraw(Long author, Class<?>... purposes) {
        write(em -> decideIn(em, subject(author), false, purposes));
    }

    long waiting() {
        return Long.parseLong(sql("select count(*) from consent_derived_keys").get(0));
    }
}
