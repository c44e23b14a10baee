package dev.consent.jpa.several;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.envers.Audited;

/** Data about several people behind identifiers of several columns. */
final class Murals {

    private Murals() {}

    static final List<Class<?>> ENTITIES = List.of(Mural.class, Frieze.class, Face.class);

    @Embeddable
    record Place(String room, int number) {}

    @Entity(name = "Mural")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "children")
    static class Mural {
        @EmbeddedId
        Place place;

        @ManyToMany
        Set<Pupil> children = new HashSet<>();

        String title;
    }

    @Entity(name = "Frieze")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "faces.child")
    static class Frieze {
        @EmbeddedId
        Place place;

        @OneToMany(mappedBy = "frieze", cascade = CascadeType.ALL, orphanRemoval = true)
        Set<Face> faces = new HashSet<>();

        String title;
    }

    /** A link that is nothing but its two ends. */
    @Entity(name = "Face")
    @Audited
    @IdClass(FaceKey.class)
    static class Face {
        @Id
        @ManyToOne
        Frieze frieze;

        @Id
        @ManyToOne
        Pupil child;
    }

    record FaceKey(Place frieze, Long child) {}
}
