package dev.consent.jpa.unusual;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.envers.Audited;

/** Hierarchies with a table per class: one with a rule for its rows, one with fields that are personal. */
final class Unions {

    private Unions() {}

    static final List<Class<?>> ENTITIES = List.of(
            Paper.class,
            Essay.class,
            Exam.class,
            Margin.class,
            Folder.class,
            Medium.class,
            Photo.class,
            Video.class,
            Album.class);

    @Entity(name = "Paper")
    @Audited
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Paper {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @ManyToOne(fetch = FetchType.LAZY)
        Folder folder;

        String title;

        @ElementCollection
        Set<String> labels = new HashSet<>();

        @OneToMany(mappedBy = "paper", cascade = CascadeType.ALL)
        List<Margin> margins = new ArrayList<>();
    }

    @Entity(name = "Essay")
    @Audited
    static class Essay extends Paper {
        String body;
    }

    @Entity(name = "Exam")
    @Audited
    static class Exam extends Paper {
        String answers;
    }

    /** Reaches the person over the hierarchy. */
    @Entity(name = "Margin")
    @Audited
    static class Margin {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Paper paper;

        @PersonalData(purpose = Reports.class, subject = "paper.pupil")
        String remark;
    }

    @Entity(name = "Folder")
    @Audited
    static class Folder {
        @Id
        @GeneratedValue
        Long id;

        String name;

        @OneToMany(mappedBy = "folder")
        List<Paper> papers = new ArrayList<>();

        @ManyToMany
        Set<Paper> pinned = new HashSet<>();

        @ManyToOne(fetch = FetchType.LAZY)
        Paper first;
    }

    @Embeddable
    static class Caption {
        @PersonalData(purpose = Reports.class, subject = "pupil")
        String text;

        String language;
    }

    @Entity(name = "Medium")
    @Audited
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Medium {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @Embedded
        Caption caption = new Caption();

        @PersonalData(
                purpose = {Reports.class, Contact.class},
                subject = "pupil")
        String maker;

        Integer pixels;

        @ElementCollection
        @PersonalData(purpose = Reports.class, subject = "pupil")
        Set<String> faces = new HashSet<>();

        @ManyToOne(fetch = FetchType.LAZY)
        Album album;
    }

    @Entity(name = "Photo")
    @Audited
    static class Photo extends Medium {
        @PersonalData(purpose = Reports.class, subject = "pupil")
        String place;
    }

    @Entity(name = "Video")
    @Audited
    static class Video extends Medium {
        @PersonalData(purpose = Reports.class, subject = "pupil")
        String sound;
    }

    @Entity(name = "Album")
    @Audited
    static class Album {
        @Id
        @GeneratedValue
        Long id;

        @OneToMany(mappedBy = "album")
        List<Medium> media = new ArrayList<>();
    }
}
