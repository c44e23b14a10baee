package dev.consent.jpa.unusual;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.SecondaryTable;
import java.util.List;
import org.hibernate.envers.Audited;

/** References within, across and beside protected rows; inheritance; secondary tables. */
final class Forum {

    private Forum() {}

    static final List<Class<?>> ENTITIES =
            List.of(Post.class, PostDetail.class, Shelf.class, Document.class, Letter.class, Dossier.class);

    @Entity(name = "Post")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "author")
    static class Post {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil author;

        @ManyToOne(fetch = FetchType.LAZY)
        Post replyTo;

        @OneToOne(mappedBy = "post", cascade = CascadeType.ALL)
        PostDetail detail;

        String text;
    }

    @Entity(name = "PostDetail")
    @Audited
    static class PostDetail {
        @Id
        Long id;

        @MapsId
        @OneToOne
        Post post;

        String detail;
    }

    @Embeddable
    static class Place {
        String board;

        @ManyToOne(fetch = FetchType.LAZY)
        Post pinned;
    }

    @Entity(name = "Shelf")
    @Audited
    static class Shelf {
        @Id
        @GeneratedValue
        Long id;

        @Embedded
        Place place;
    }

    @Entity(name = "Document")
    @Audited
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Document {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        Integer pages;
    }

    @Entity(name = "Letter")
    @Audited
    static class Letter extends Document {
        @PersonalData(purpose = Reports.class, subject = "pupil")
        String body;
    }

    @Entity(name = "Dossier")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    @SecondaryTable(name = "dossier_more")
    static class Dossier {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String summary;

        @Column(table = "dossier_more")
        String more;
    }
}
