package dev.consent.jpa.unusual;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.SecondaryTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.envers.Audited;

/** Rows that are given to somebody else, where the table that keeps a value does not say whose it is. */
final class Moves {

    private Moves() {}

    static final List<Class<?>> ENTITIES = List.of(
            Casebook.class,
            Sickbook.class,
            Card.class,
            Chest.class,
            Drawer.class,
            Trunk.class,
            Lid.class,
            Pack.class,
            Stall.class,
            Ware.class);

    static final List<Class<?>> WITHOUT_CHESTS = ENTITIES.stream()
            .filter(type -> type != Chest.class && type != Drawer.class)
            .toList();

    @Entity(name = "Casebook")
    @Audited
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Casebook {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;
    }

    /** Its values are in one table, and whose they are in another. */
    @Entity(name = "Sickbook")
    @Audited
    static class Sickbook extends Casebook {
        @PersonalData(purpose = Reports.class, subject = "pupil")
        String diagnosis;

        @PersonalData(purpose = Reports.class, subject = "pupil")
        @ElementCollection
        Set<String> remarks = new HashSet<>();
    }

    @Entity(name = "Card")
    @Audited
    @SecondaryTable(name = "card_more")
    static class Card {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @PersonalData(purpose = Reports.class, subject = "pupil")
        @Column(table = "card_more")
        String more;
    }

    /** Writes into the rows of its drawers that they are in it; they do not know. */
    @Entity(name = "Chest")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Chest {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @OneToMany(cascade = CascadeType.ALL)
        @JoinColumn(name = "chest_id")
        List<Drawer> drawers = new ArrayList<>();
    }

    @Entity(name = "Drawer")
    @Audited
    static class Drawer {
        @Id
        @GeneratedValue
        Long id;

        String text;

        @ElementCollection
        Set<String> things = new HashSet<>();
    }

    @Entity(name = "Trunk")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Trunk {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @OneToOne(cascade = CascadeType.ALL)
        Lid lid;
    }

    @Entity(name = "Lid")
    @Audited
    static class Lid {
        @Id
        @GeneratedValue
        Long id;

        String text;

        @ElementCollection
        Set<String> marks = new HashSet<>();
    }

    @Entity(name = "Pack")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Pack {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String text;

        @ElementCollection
        Set<String> labels = new HashSet<>();
    }

    @Entity(name = "Stall")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Stall {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String text;
    }

    /** About the person of its stall. */
    @Entity(name = "Ware")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "stall.pupil")
    static class Ware {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Stall stall;

        String text;

        @ElementCollection
        Set<String> prices = new HashSet<>();
    }
}
