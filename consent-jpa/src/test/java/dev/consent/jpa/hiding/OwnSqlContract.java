package dev.consent.jpa.hiding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SharedSessionContract;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.FilterJoinTable;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.query.MutationQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SQL that the application wrote into its mapping stands beside the guards. An <em>or</em> in it, without brackets around
 * it, once let hidden rows past them.
 */
abstract class OwnSqlContract {

    private static final List<String> FILTERS = List.of("early", "earlyHere", "earlyLinks", "anywhere");

    private final TestDatabase database;
    private School school;
    private Long anna;
    private Long ben;
    private Long shelf;

    OwnSqlContract(TestDatabase database) {
        this.database = database;
    }

    @Entity(name = "Essay")
    @PersonalData(purpose = Reports.class, subject = "pupil")
    @FilterDef(name = "early")
    @FilterDef(name = "anywhere", defaultCondition = "1 = 1 or 1 = 2")
    @FilterDef(name = "byKey", applyToLoadByKey = true)
    @Filter(name = "early", condition = "level = 1 or level = 2")
    @Filter(name = "anywhere")
    @Filter(name = "byKey", condition = "level = 1 or level = 2")
    static class Essay {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String text;

        int level;

        @Formula("level = 1 or level = 2")
        boolean early;

        @ColumnTransformer(read = "handed or 1 = 1")
        boolean handed;
    }

    /** Nobody's data, with essays in it. */
    @Entity(name = "EssayShelf")
    @NotPersonal
    @FilterDef(name = "earlyHere")
    @FilterDef(name = "earlyLinks")
    @Filter(name = "anywhere")
    static class EssayShelf {
        @Id
        @GeneratedValue
        Long id;

        int level;

        @ManyToMany
        @JoinTable(name = "essay_shelf_essays")
        @Filter(name = "earlyHere", condition = "level = 1 or level = 2")
        @FilterJoinTable(name = "earlyLinks", condition = "1 = 1 or 1 = 2")
        Set<Essay> essays = new HashSet<>();
    }

    private void open(String guards) {
        school = new School(database, Map.of("consent.guards", guards), List.of(Essay.class, EssayShelf.class));
        anna = enrol("Anna");
        ben = enrol("Ben");
        shelf = school.read(em -> {
            EssayShelf shelved = new EssayShelf();
            shelved.level = 1;
            em.createQuery("from Essay", Essay.class).getResultList().forEach(shelved.essays::add);
            em.persist(shelved);
            return shelved.id;
        });
    }

    private Long enrol(String name) {
        Long id = school.enrol(name);
        school.grant(id, Contact.class, Reports.class);
        school.write(em -> {
            Pupil pupil = em.find(Pupil.class, id);
            pupil.email = name;
            Essay essay = new Essay();
            essay.pupil = pupil;
            essay.text = name;
            essay.level = 1;
            em.persist(essay);
        });
        return id;
    }

    @AfterEach
    void close() {
        if (school != null) {
            school.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lookup", "stamped"})
    void noConditionWithOrLetsAHiddenRowPast(String guards) {
        open(guards);
        List<String> queries = List.of(
                "select e.text from Essay e",
                "select e.text from Essay e where e.early",
                "select e.text from Essay e where e.early = true",
                "select e.text from Essay e where e.handed",
                "select e.text from EssayShelf s join s.essays e",
                "select e.text from EssayShelf s left join s.essays e on e.early where e.text is not null",
                "select e.text from EssayShelf s, Essay e",
                "select e.text from EssayShelf s join Essay e on e.early",
                "select e.text from EssayShelf s join Essay e on e.handed",
                "select max(e.text) from Essay e where e.early group by e.text",
                "select p.email from Pupil p, EssayShelf s where p.email is not null");
        for (String query : queries) {
            assertThat(everywhere(query))
                    .as(query)
                    .allSatisfy(found -> assertThat(found).containsExactlyInAnyOrder("Anna", "Ben"));
        }
        school.withdraw(ben, Contact.class, Reports.class);
        for (String query : queries) {
            assertThat(everywhere(query))
                    .as(query)
                    .allSatisfy(found -> assertThat(found).containsExactly("Anna"));
        }
        assertThat(everywhere("select count(e) from Essay e where e.early"))
                .allSatisfy(found -> assertThat(found).containsExactly(1L));
    }

    /** Asks in sessions of both kinds, with every filter and without any. */
    private List<List<Object>> everywhere(String query) {
        return Stream.of(true, false)
                .flatMap(filtered -> Stream.of(
                        school.read(em -> found(em.unwrap(Session.class), filtered, query)),
                        school.stateless(session -> found(session, filtered, query))))
                .toList();
    }

    private static List<Object> found(SharedSessionContract session, boolean filtered, String query) {
        if (filtered) {
            FILTERS.forEach(session::enableFilter);
        }
        return session.createSelectionQuery(query, Object.class).getResultList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lookup", "stamped"})
    void loadingIsNoWayAroundEither(String guards) {
        open(guards);
        Long essay = school.read(em -> em.createQuery("select e.id from Essay e where e.text = 'Ben'", Long.class)
                .getSingleResult());
        school.withdraw(ben, Contact.class, Reports.class);
        school.write(em -> {
            Session session = em.unwrap(Session.class);
            FILTERS.forEach(session::enableFilter);
            session.enableFilter("byKey");
            assertThat(session.find(Essay.class, essay)).isNull();
            assertThat(session.findMultiple(Essay.class, List.of(essay))).containsOnlyNulls();
            assertThat(session.find(EssayShelf.class, shelf).essays)
                    .extracting(found -> found.text)
                    .containsExactly("Anna");
        });
        school.<Boolean>stateless(session -> {
            FILTERS.forEach(session::enableFilter);
            session.enableFilter("byKey");
            assertThat(session.get(Essay.class, essay)).isNull();
            EssayShelf found = session.get(EssayShelf.class, shelf);
            session.fetch(found.essays);
            assertThat(found.essays).extracting(shown -> shown.text).containsExactly("Anna");
            return true;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"lookup", "stamped"})
    void aBulkStatementTouchesNoHiddenRow(String guards) {
        open(guards);
        school.withdraw(ben, Contact.class, Reports.class);
        for (String statement : List.of(
                "update Essay e set e.level = 7",
                "update Essay e set e.level = 7 where e.early",
                "update Essay e set e.level = 7 where e.handed")) {
            school.write(em -> {
                Session session = em.unwrap(Session.class);
                FILTERS.forEach(session::enableFilter);
                MutationQuery update = session.createMutationQuery(statement);
                assertThat(update.executeUpdate()).as(statement).isEqualTo(1);
                session.getTransaction().setRollbackOnly();
            });
        }
        school.execute("delete from essay_shelf_essays");
        school.write(em -> {
            Session session = em.unwrap(Session.class);
            FILTERS.forEach(session::enableFilter);
            session.createMutationQuery("delete from Essay e where e.early").executeUpdate();
        });
        assertThat(school.sql("select text from Essay")).containsExactly("Ben");
    }

    /** A comment at the end would take away what stands behind it. */
    @Entity(name = "Memo")
    @PersonalData(purpose = Reports.class, subject = "pupil")
    @FilterDef(name = "all")
    @Filter(name = "all", condition = "1 = 1 -- all of them")
    static class Memo {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        Pupil pupil;
    }

    @Test
    void aCommentTakesNoGuardAway() {
        school = new School(database, Map.of(), List.of(Memo.class));
        Long cas = school.enrol("Cas");
        school.grant(cas, Reports.class);
        school.write(em -> {
            Memo memo = new Memo();
            memo.pupil = em.find(Pupil.class, cas);
            em.persist(memo);
        });
        school.withdraw(cas, Reports.class);
        assertThatThrownBy(() -> school.read(em -> {
                    em.unwrap(Session.class).enableFilter("all");
                    return em.createQuery("select m.id from Memo m", Long.class).getResultList();
                }))
                .isInstanceOf(RuntimeException.class);
    }

    @Entity(name = "Paper")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Paper {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        Pupil pupil;

        Integer level;
    }

    @Entity(name = "OpenPaper")
    @FilterDef(name = "short")
    @Filter(name = "short", condition = "level = 1 or level = 2")
    static class OpenPaper extends Paper {}

    @Entity(name = "ClosedPaper")
    @FilterDef(name = "long")
    @Filter(name = "long", condition = "(level = 3 or (level = 4))")
    static class ClosedPaper extends Paper {}

    @Test
    void aFilterOfASubclassMustHaveItsBrackets() {
        assertThat(School.refused(database, List.of(Paper.class, OpenPaper.class)))
                .hasMessageContaining("OpenPaper: the condition of its filter short has no brackets around it")
                .hasMessageContaining("Put the condition in brackets");
        school = new School(database, Map.of(), List.of(Paper.class, ClosedPaper.class));
    }

    /** What is not personal is restricted by the application alone. */
    @Entity(name = "Room")
    @NotPersonal
    @SQLRestriction("level > 0")
    static class Room {
        @Id
        @GeneratedValue
        Long id;

        int level;

        @ManyToMany
        @JoinTable(name = "room_neighbours")
        @SQLRestriction("level > 1")
        Set<Room> neighbours = new HashSet<>();
    }

    @Test
    void aRestrictionOfTheApplicationAloneForbidsNoJoin() {
        school = new School(database, Map.of(), List.of(Room.class, Essay.class));
        school.write(em -> Stream.of(0, 1, 2).forEach(level -> {
            Room room = new Room();
            room.level = level;
            em.persist(room);
        }));
        for (String query : List.of(
                "select r.id from Pupil p right join Room r on p.level = r.level",
                "select r.id from Room q right join q.neighbours r",
                "select r.id from Pupil p cross join Room r",
                "select r.id from Pupil p right join Room r on p.level = r.level right join Room s on s.level = r.level")) {
            assertThat(school.<List<Long>>read(
                            em -> em.createQuery(query, Long.class).getResultList()))
                    .as(query)
                    .isNotNull();
        }
        school.write(em -> em.createQuery("update Pupil p cross join Room r set p.level = r.level where p.id = 0")
                .executeUpdate());
        for (String query : List.of(
                "select e.id from Room r right join Essay e on e.level = r.level",
                "select e.id from Essay e full join Room r on e.level = r.level full join Essay f on 1 = 1")) {
            assertThatThrownBy(() -> school.<List<Long>>read(
                            em -> em.createQuery(query, Long.class).getResultList()))
                    .as(query)
                    .isInstanceOf(ConsentException.class)
                    .hasMessageContaining("cannot be guarded on the right side");
        }
    }
}
