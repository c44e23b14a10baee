package dev.consent.jpa.boot;

import dev.consent.CopiedTo;
import dev.consent.DerivedData;
import dev.consent.PersonalData;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Copies that nobody could be told of. */
final class Copying {

    static final List<Class<?>> ENTITIES = List.of(Poster.class, Shelf.class);

    private Copying() {}

    @DerivedData(code = "index", title = "Index")
    interface Index {}

    @DerivedData(code = "index", title = "Another index")
    interface OtherIndex {}

    @DerivedData(code = "Not a code", title = "Files")
    interface Files {}

    interface Undeclared {}

    @Embeddable
    @CopiedTo(Index.class)
    static class Size {
        Integer height;
    }

    /** Some of it goes, and some stays. */
    @Entity(name = "Poster")
    static class Poster {
        @Id
        @GeneratedValue
        @CopiedTo(Index.class)
        Long id;

        @ManyToOne
        Pupil pupil;

        @Column(name = "print_number", unique = true)
        String number;

        @CopiedTo(Index.class)
        String shop;

        @Embedded
        Size size;

        @PersonalData(purpose = Reports.class, subject = "pupil")
        @CopiedTo({Index.class, OtherIndex.class})
        String text;

        @PersonalData(purpose = Reports.class, subject = "pupil")
        @CopiedTo(Files.class)
        String file;

        @PersonalData(purpose = Reports.class, subject = "pupil")
        @CopiedTo({})
        String nowhere;

        @ElementCollection
        @CollectionTable(joinColumns = @JoinColumn(name = "print_number", referencedColumnName = "print_number"))
        @PersonalData(purpose = Reports.class, subject = "pupil")
        @CopiedTo(Index.class)
        Set<String> marks = new HashSet<>();
    }

    @Entity(name = "Shelf")
    @CopiedTo({Index.class, Undeclared.class})
    static class Shelf {
        @Id
        @GeneratedValue
        Long id;
    }
}
