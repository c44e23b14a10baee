package dev.consent.jpa.doors;

import static dev.consent.jpa.doors.Planted.MAIL;
import static dev.consent.jpa.doors.Planted.STREET;
import static dev.consent.jpa.doors.Planted.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.PersonalData;
import dev.consent.jpa.doors.club.Home;
import dev.consent.jpa.doors.club.Locker;
import dev.consent.jpa.doors.club.Member;
import dev.consent.jpa.model.Purposes.Contact;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OptimisticLockException;
import java.util.List;
import java.util.Map;
import org.hibernate.StaleObjectStateException;
import org.hibernate.annotations.Temporal;
import org.hibernate.envers.AuditReader;
import org.hibernate.envers.AuditReaderFactory;
import org.junit.jupiter.api.DisplayName;

/** A hidden value is never overwritten by writing something else, and comes back unharmed with a new grant. */
@NoDoor(
        number = 82,
        name = "NOT NULL and Bean Validation on a hidden field",
        because = "A field that may never be null is refused at boot.",
        test = "consent-jpa/src/test/java/dev/consent/jpa/boot/BootGateTest.java")
@DisplayName("Write safety: entities")
class WritingEntitiesTest extends WritingChapter {

    @Door(number = 70, name = "change of another attribute", field = "kept")
    void otherAttribute() {
        Planted it = withdrawn();
        inSession(em -> {
            Member member = member(em, it);
            member.level = 4;
            em.flush();
            member.level = 5;
        });
        inStatelessSession(session -> {
            Member member = session.get(Member.class, it.member());
            member.level = 6;
            session.update(member);
        });
        unharmed(it);
        assertThat(stored(it, "level")).isEqualTo("6");
    }

    @Door(
            number = 70,
            name = "change in a session that outlives a grant",
            field = "kept",
            sessionOnly = SessionOnly.NOTHING_KEPT)
    void grantBetweenFlushes() {
        Planted it = withdrawn();
        places.add(Place.SESSION);
        try (EntityManager em = club().factory.createEntityManager()) {
            em.getTransaction().begin();
            Member member = member(em, it);
            member.level = 4;
            em.getTransaction().commit();
            club().grant(it);
            em.getTransaction().begin();
            member.level = 5;
            em.getTransaction().commit();
        }
        unharmed(it);
    }

    @Door(number = 71, name = "change of a sibling in an embedded value", field = "kept")
    void sibling() {
        Planted it = withdrawn();
        inSession(em -> member(em, it).home.country = "BE");
        unharmed(it);
        assertThat(stored(it, "country")).isEqualTo("BE");
        inSession(em -> member(em, it).home = new Home(STREET, "FR"));
        club().withdraw(it);
        inSession(em -> member(em, it).home = new Home(null, "DE"));
        inStatelessSession(session -> {
            Member member = session.get(Member.class, it.member());
            member.home.country = "AT";
            session.update(member);
        });
        unharmed(it);
        assertThat(stored(it, "country")).isEqualTo("AT");
    }

    @Door(
            number = 72,
            name = "merge of a copy read while hidden",
            row = "its links are kept",
            field = "kept",
            sessionOnly = SessionOnly.NOTHING_KEPT)
    void merge() {
        Planted it = withdrawn();
        Member copy = detached(it);
        assertThat(copy.email).isNull();
        copy.level = 4;
        inSession(em -> em.merge(copy));
        unharmed(it);
        assertThat(stored(it, "level")).isEqualTo("4");
    }

    @Door(
            number = 72,
            name = "merge of such a copy after a new grant",
            row = "its links are kept",
            field = "kept",
            sessionOnly = SessionOnly.NOTHING_KEPT)
    void mergeAfterGrant() {
        Planted it = withdrawn();
        Member copy = detached(it);
        copy.level = 4;
        club().grant(it);
        inSession(em -> em.merge(copy));
        unharmed(it);
    }

    @Door(
            number = 72,
            name = "merge of a copy made by hand, with empty collections",
            field = "kept",
            sessionOnly = SessionOnly.NOTHING_KEPT)
    void mergeOfHandmadeCopy() {
        Planted it = withdrawn();
        Member copy = new Member(it.number(), "Anna");
        copy.id = it.member();
        copy.version = Integer.parseInt(stored(it, "version"));
        club().grant(it);
        inSession(em -> em.merge(copy));
        assertThat(copy.phones).isEmpty();
        unharmed(it);
    }

    private Member detached(Planted it) {
        return club().read(em -> {
            Member member = member(em, it);
            List.of(member.phones, member.relatives, member.nicknames, member.notes, member.favourites)
                    .forEach(elements -> assertThat(elements).isEmpty());
            assertThat(member.accounts).isEmpty();
            return member;
        });
    }

    @Door(number = 73, name = "stateless update and upsert", field = "kept")
    void stateless() {
        Planted it = withdrawn();
        inStatelessSession(session -> {
            Member member = session.get(Member.class, it.member());
            member.level = 4;
            session.update(member);
            assertThat(member.email).isNull();
            member.level = 5;
            session.upsert(member);
            assertThat(member.email).isNull();
            assertThat(member.age).isNull();
            assertThat(member.home.street).isNull();
            member.version--;
            assertThatThrownBy(() -> session.upsert(member)).isInstanceOf(StaleObjectStateException.class);
            assertThat(member.email).isNull();
        });
        unharmed(it);
        assertThat(stored(it, "level")).isEqualTo("5");
    }

    @Door(number = 73, name = "stateless update of a copy read while hidden, after a new grant", field = "kept")
    void statelessAfterGrant() {
        Planted it = withdrawn();
        Member copy = club().stateless(session -> session.get(Member.class, it.member()));
        club().grant(it);
        copy.level = 4;
        inStatelessSession(session -> session.update(copy));
        unharmed(it);
    }

    @Door(number = 78, name = "foreign key to a hidden row, when its owner changes", row = "kept")
    void foreignKey() {
        Planted it = withdrawn();
        inSession(em -> em.find(Locker.class, it.locker()).label = "8");
        inStatelessSession(session -> {
            Locker locker = session.get(Locker.class, it.locker());
            locker.label = "9";
            session.update(locker);
        });
        Locker copy = club().read(em -> em.find(Locker.class, it.locker()));
        copy.label = "10";
        inSession(em -> em.merge(copy));
        for (String column : List.of("lazy_id", "eager_id", "ignored_id")) {
            assertThat(club().sql("select " + column + " from Locker where id = " + it.locker()))
                    .containsExactly(it.note().toString());
            assertThat(club().sql("select count(*) from Locker_AUD where id = " + it.locker() + " and " + column
                            + " is null"))
                    .containsExactly("0");
        }
        club().grant(it);
        inSession(
                em -> assertThat(em.find(Locker.class, it.locker()).eager.text).isEqualTo(TEXT));
    }

    /** Personal data of which Hibernate keeps earlier versions. */
    @Entity(name = "Versioned")
    @Temporal
    static class Versioned {
        @Id
        Long id;

        @ManyToOne
        Member member;

        @PersonalData(purpose = Contact.class, subject = "member")
        String text;
    }

    @Door(number = 79, name = "update of a `@Temporal` entity", row = "refused at boot", field = "refused at boot")
    void temporal() {
        places.add(Place.BOOT);
        assertThatThrownBy(() -> Clubhouse.own(ground, Map.of(), Versioned.class))
                .hasStackTraceContaining("Versioned: Hibernate keeps earlier versions of it");
    }

    @Door(
            number = 80,
            name = "history of an update made while hidden",
            field = "the real value",
            sessionOnly = SessionOnly.ENVERS)
    void historyOfMaskedUpdate() {
        Planted it = withdrawn();
        inSession(em -> {
            member(em, it).level = 4;
            member(em, it).home.country = "BE";
        });
        String hidden =
                "select count(*) from Member_AUD where (email is null or street is null) and level = 4 and id = ";
        assertThat(club().sql(hidden + it.member())).containsExactly("0");
        club().grant(it);
        inSession(em -> {
            AuditReader reader = AuditReaderFactory.get(em);
            List<Number> revisions = reader.getRevisions(Member.class, it.member());
            Member last = reader.find(Member.class, it.member(), revisions.get(revisions.size() - 1));
            assertThat(last.level).isEqualTo(4);
            assertThat(last.email).isEqualTo(MAIL);
        });
    }

    @Door(number = 82, name = "version of an entity with a hidden field", field = "counts as usual")
    void version() {
        Planted it = withdrawn();
        int before = Integer.parseInt(stored(it, "version"));
        Member stale = club().read(em -> member(em, it));
        inSession(em -> member(em, it).level = 4);
        assertThat(stored(it, "version")).isEqualTo(Integer.toString(before + 1));
        stale.level = 5;
        assertThatThrownBy(() -> inSession(em -> em.merge(stale))).isInstanceOf(OptimisticLockException.class);
        inSession(em -> assertThat(em.find(Member.class, it.member()).email).isNull());
        assertThat(stored(it, "version")).isEqualTo(Integer.toString(before + 1));
        assertThatThrownBy(() -> inStatelessSession(session -> session.update(stale)))
                .isInstanceOf(StaleObjectStateException.class);
        inStatelessSession(session -> {
            Member member = session.get(Member.class, it.member());
            member.level = 6;
            session.update(member);
        });
        assertThat(stored(it, "version")).isEqualTo(Integer.toString(before + 2));
        unharmed(it);
    }

    @Door(
            number = 70,
            name = "removal of a visible value",
            field = "removed, when the application saw it",
            sessionOnly = "what a stateless session was given may be a mask, so null removes nothing, as in line 73")
    void removal() {
        Planted it = club().plant();
        inSession(em -> member(em, it).email = null);
        assertThat(stored(it, "email")).isNull();
    }
}
