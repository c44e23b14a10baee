package dev.consent.jpa.boot;

import dev.consent.DataSubject;
import dev.consent.PersonalData;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.SQLJoinTableRestriction;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;

/** Ways to several people that cannot be followed. */
final class Crowded {

    private Crowded() {}

    static final List<Class<?>> ENTITIES = List.of(
            Ranking.class,
            Roles.class,
            Names.class,
            Group.class,
            Trip.class,
            Member.class,
            Club.class,
            Home.class,
            Partly.class,
            Slips.class,
            Slip.class,
            Untold.class,
            Guest.class,
            Party.class);

    @Entity(name = "Ranking")
    @PersonalData(purpose = Reports.class, subject = "children")
    static class Ranking {
        @Id
        Long id;

        @ManyToMany
        @OrderColumn
        List<Pupil> children;
    }

    @Entity(name = "Roles")
    @PersonalData(purpose = Reports.class, subject = "children")
    static class Roles {
        @Id
        Long id;

        @ManyToMany
        @MapKeyColumn
        Map<String, Pupil> children;
    }

    @Entity(name = "Names")
    @PersonalData(purpose = Reports.class, subject = "children")
    static class Names {
        @Id
        Long id;

        @ElementCollection
        Set<String> children;
    }

    @Entity(name = "Class")
    static class Group {
        @Id
        Long id;

        @ManyToMany
        Set<Pupil> children;
    }

    @Entity(name = "Trip")
    @PersonalData(purpose = Reports.class, subject = "groups.children")
    static class Trip {
        @Id
        Long id;

        @ManyToMany
        Set<Group> groups;
    }

    @Entity(name = "Member")
    @DataSubject
    static class Member {
        @Id
        Long id;

        @ManyToMany
        Set<Club> clubs;

        @ManyToOne
        Home home;
    }

    @Entity(name = "Club")
    @PersonalData(purpose = Reports.class, subject = "members")
    static class Club {
        @Id
        Long id;

        @ManyToMany(mappedBy = "clubs")
        Set<Member> members;
    }

    @Entity(name = "Home")
    @PersonalData(purpose = Reports.class, subject = "members")
    static class Home {
        @Id
        Long id;

        @OneToMany(mappedBy = "home")
        Set<Member> members;
    }

    @Entity(name = "Partly")
    @PersonalData(purpose = Reports.class, subject = "children")
    static class Partly {
        @Id
        Long id;

        @ManyToMany
        @SQLJoinTableRestriction("children_id > 0")
        Set<Pupil> children;
    }

    @Entity(name = "Slips")
    @PersonalData(purpose = Reports.class, subject = "slips.child")
    static class Slips {
        @Id
        Long id;

        @OneToMany
        @JoinColumn
        Set<Slip> slips;
    }

    @Entity(name = "Slip")
    static class Slip {
        @Id
        Long id;

        @ManyToOne
        Pupil child;
    }

    @Entity(name = "Untold")
    @Audited
    static class Untold {
        @Id
        Long id;

        @NotAudited
        @ManyToMany
        Set<Pupil> children;

        @PersonalData(purpose = Reports.class, subject = "children")
        String text;
    }

    @Entity(name = "Guest")
    @DataSubject
    @PersonalData(purpose = Contact.class)
    static class Guest {
        @Id
        Long id;
    }

    @Entity(name = "Party")
    @PersonalData(purpose = Reports.class, subject = "guests")
    static class Party {
        @Id
        Long id;

        @ManyToMany
        Set<Guest> guests;
    }
}
