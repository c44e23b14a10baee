package dev.consent.jpa.several;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.envers.Audited;

/** Data about several people at once: over a join table, over entities that link, and one step further away. */
final class Gallery {

    private Gallery() {}

    static final List<Class<?>> ENTITIES =
            List.of(Photo.class, Print.class, Poster.class, Appearance.class, Video.class, Part.class);

    /** The row for one purpose, its caption for another. */
    @Entity(name = "Photo")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "children")
    static class Photo {
        @Id
        @GeneratedValue
        Long id;

        @ManyToMany
        Set<Pupil> children = new HashSet<>();

        String title;

        @PersonalData(purpose = Contact.class)
        String caption;

        @ElementCollection
        Set<String> tags = new HashSet<>();
    }

    @Entity(name = "Print")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "photo.children")
    static class Print {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY, optional = false)
        Photo photo;

        String text;
    }

    /** Only its text is about the people on it. */
    @Entity(name = "Poster")
    @Audited
    static class Poster {
        @Id
        @GeneratedValue
        Long id;

        String board;

        @PersonalData(purpose = Reports.class, subject = "appearances.child")
        String text;

        @PersonalData(purpose = Reports.class, subject = "appearances.child")
        @ElementCollection
        Set<String> remarks = new HashSet<>();

        @OneToMany(mappedBy = "poster", cascade = CascadeType.ALL, orphanRemoval = true)
        List<Appearance> appearances = new ArrayList<>();

        void show(Pupil child) {
            Appearance appearance = new Appearance();
            appearance.poster = this;
            appearance.child = child;
            appearances.add(appearance);
        }
    }

    @Entity(name = "Appearance")
    @Audited
    static class Appearance {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Poster poster;

        @ManyToOne
        Pupil child;

        Integer place;
    }

    /** Serves two purposes; its links are removed by nobody else. */
    @Entity(name = "Video")
    @Audited
    @PersonalData(
            purpose = {Reports.class, Contact.class},
            subject = "parts.child")
    static class Video {
        @Id
        @GeneratedValue
        Long id;

        String title;

        @OneToMany(mappedBy = "video")
        Set<Part> parts = new HashSet<>();
    }

    @Entity(name = "Part")
    @Audited
    static class Part {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Video video;

        @ManyToOne
        Pupil child;

        String line;
    }
}
