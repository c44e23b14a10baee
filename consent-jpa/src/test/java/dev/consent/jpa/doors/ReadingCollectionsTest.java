package dev.consent.jpa.doors;

import static dev.consent.jpa.doors.Planted.ACCOUNT;
import static dev.consent.jpa.doors.Planted.MAIL;
import static dev.consent.jpa.doors.Planted.NICKNAME;
import static dev.consent.jpa.doors.Planted.PHONE;
import static dev.consent.jpa.doors.Planted.TAG;
import static dev.consent.jpa.doors.Planted.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.jpa.doors.club.Member;
import dev.consent.jpa.doors.club.Note;
import dev.consent.jpa.doors.club.Team;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.OrderBy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Reading collections")
class ReadingCollectionsTest extends Chapter {

    @Door(number = 14, name = "lazy one-to-many", row = "not among the elements", field = "null in the elements")
    void oneToMany() {
        row((session, it) -> member(session, it).notes.size(), 2, 0);
        statelessRow(
                (session, it) -> fetched(session, member(session, it).notes).size(), 2, 0);
        field((session, it) -> team(session, it).members.get(0).email, MAIL, null);
        statelessField((session, it) -> first(fetched(session, team(session, it).members)).email, MAIL, null);
    }

    @Door(number = 15, name = "lazy many-to-many", row = "not among the elements", field = "null in the elements")
    void manyToMany() {
        row((session, it) -> member(session, it).favourites.size(), 1, 0);
        statelessRow(
                (session, it) ->
                        fetched(session, member(session, it).favourites).size(),
                1,
                0);
        field((session, it) -> first(team(session, it).captains).email, MAIL, null);
        statelessField((session, it) -> first(fetched(session, team(session, it).captains)).email, MAIL, null);
    }

    @Door(
            number = 16,
            name = "fetched by subselect or in batches",
            row = "not among the elements",
            sessionOnly = SessionOnly.NOTHING_LOADS)
    void subselectAndBatches() {
        row((session, it) -> several(session, it).get(0).notesBySubselect.size(), 2, 0);
        row((session, it) -> several(session, it).get(0).notesInBatches.size(), 2, 0);
        row(
                (session, it) -> {
                    session.getReference(Note.class, it.medical());
                    return followed(() -> ((Note) Hibernate.unproxy(session.getReference(Note.class, it.note()))).text);
                },
                TEXT,
                NONE);
    }

    private static List<Member> several(Session session, Planted it) {
        return session.createSelectionQuery(
                        "from Member m where m.id in (:member, :partner) order by m.id", Member.class)
                .setParameter("member", it.member())
                .setParameter("partner", it.partner())
                .getResultList();
    }

    @Door(number = 17, name = "indexed list", row = "not among the elements", field = "null in the elements")
    void indexedList() {
        row((session, it) -> present(team(session, it).agenda).size(), 2, 0);
        statelessRow(
                (session, it) ->
                        present(fetched(session, team(session, it).agenda)).size(),
                2,
                0);
        row((session, it) -> ReadingEntitiesTest.text(Hibernate.get(team(session, it).agenda, 0)), TEXT, NONE);
        field((session, it) -> Hibernate.get(team(session, it).ranking, 0).email, MAIL, null);
        statelessField((session, it) -> first(fetched(session, team(session, it).ranking)).email, MAIL, null);
        field((session, it) -> List.copyOf(member(session, it).nicknames), List.of(NICKNAME), List.of());
        field((session, it) -> Hibernate.get(member(session, it).nicknames, 0), NICKNAME, null);
    }

    @Door(number = 18, name = "map", row = "no entry", field = "null in the values")
    void map() {
        row((session, it) -> ReadingEntitiesTest.text(Hibernate.get(team(session, it).board, "north")), TEXT, NONE);
        row((session, it) -> Set.copyOf(team(session, it).board.keySet()), Set.of("north"), Set.of());
        statelessRow(
                (session, it) -> fetched(session, team(session, it).board, Map::keySet), Set.of("north"), Set.of());
        field((session, it) -> Hibernate.get(team(session, it).roles, "keeper").email, MAIL, null);
        statelessField(
                (session, it) -> fetched(session, team(session, it).roles, roles -> roles.get("keeper")).email,
                MAIL,
                null);
        field((session, it) -> Hibernate.get(member(session, it).accounts, "forum"), ACCOUNT, null);
        field((session, it) -> Map.copyOf(member(session, it).accounts), Map.of("forum", ACCOUNT), Map.of());
    }

    @Door(
            number = 19,
            name = "size and contains without loading",
            row = "not counted",
            field = "not counted",
            sessionOnly = SessionOnly.WHOLE_COLLECTIONS)
    void sizeAndContains() {
        row((session, it) -> Hibernate.size(member(session, it).notes), 2, 0);
        row((session, it) -> Hibernate.size(member(session, it).favourites), 1, 0);
        row((session, it) -> contains(session, it, member(session, it).notes), true, false);
        row((session, it) -> contains(session, it, member(session, it).favourites), true, false);
        row((session, it) -> contains(session, it, team(session, it).agenda), true, false);
        field((session, it) -> Hibernate.size(member(session, it).phones), 1, 0);
        field((session, it) -> Hibernate.contains(member(session, it).phones, PHONE), true, false);
        field((session, it) -> Hibernate.size(member(session, it).relatives), 1, 0);
        field((session, it) -> member(session, it).accounts.size(), 1, 0);
    }

    private static boolean contains(Session session, Planted it, Collection<Note> notes) {
        return Hibernate.contains(notes, session.getReference(Note.class, it.note()));
    }

    @Door(number = 20, name = "element collection of values", row = "no elements", field = "empty")
    void values() {
        rows("select t from Note n join n.tags t where n.id = :note", List.of(TAG), List.of());
        field((session, it) -> Set.copyOf(member(session, it).phones), Set.of(PHONE), Set.of());
        statelessField(
                (session, it) -> fetched(session, member(session, it).phones).size(), 1, 0);
        fields("select p from Member m join m.phones p where m.id = :member", List.of(PHONE), List.of());
        fields("select value(a) from Member m join m.accounts a where m.id = :member", List.of(ACCOUNT), List.of());
    }

    @Door(number = 21, name = "element collection of embeddables", field = "empty")
    void embeddables() {
        field((session, it) -> member(session, it).relatives.size(), 1, 0);
        statelessField(
                (session, it) -> fetched(session, member(session, it).relatives).size(), 1, 0);
        fields("select r.telephone from Member m join m.relatives r where m.id = :member", List.of(PHONE), List.of());
    }

    @Door(number = 22, name = "`@OrderBy` a column of hidden rows", row = "not among the elements")
    void orderBy() {
        row((session, it) -> ids(member(session, it).notes, note -> note.id, it.medical(), it.note()), true, false);
        statelessRow(
                (session, it) -> fetched(session, member(session, it).notes).size(), 2, 0);
    }

    /** Orders people by what may be hidden. */
    @Entity(name = "Queue")
    static class Queue {
        @Id
        Long id;

        @ManyToMany
        @OrderBy("email")
        List<Member> waiting = new ArrayList<>();
    }

    @Door(number = 22, name = "`@OrderBy` a hidden field", field = "refused at boot")
    void orderByHiddenField() {
        places.add(Place.BOOT);
        assertThatThrownBy(() -> Clubhouse.own(ground, Map.of(), Queue.class))
                .hasStackTraceContaining("Queue.waiting: its order reads the column of the protected attribute email");
    }

    private static <T> boolean ids(List<T> elements, Function<T, Long> id, Long... expected) {
        return elements.stream().map(id).toList().equals(Arrays.asList(expected));
    }

    @Door(number = 23, name = "collection from the second-level cache", row = "not among the elements", field = "null")
    void cachedCollection() {
        Planted it = club().plant();
        for (int i = 0; i < 2; i++) {
            inSession(em -> {
                assertThat(member(em.unwrap(Session.class), it).notes).hasSize(2);
                assertThat(member(em.unwrap(Session.class), it).favourites).hasSize(1);
                assertThat(team(em.unwrap(Session.class), it).members.get(0).email)
                        .isEqualTo(MAIL);
            });
            inStatelessSession(session -> {
                assertThat(fetched(session, member(session, it).notes)).hasSize(2);
                assertThat(first(fetched(session, team(session, it).members)).email)
                        .isEqualTo(MAIL);
            });
        }
        club().withdraw(it);
        inStatelessSession(session -> {
            assertThat(fetched(session, member(session, it).notes)).isEmpty();
            assertThat(fetched(session, member(session, it).favourites)).isEmpty();
            assertThat(first(fetched(session, team(session, it).members)).email).isNull();
        });
        inSession(em -> {
            assertThat(member(em.unwrap(Session.class), it).notes).isEmpty();
            assertThat(member(em.unwrap(Session.class), it).favourites).isEmpty();
            assertThat(team(em.unwrap(Session.class), it).members.get(0).email).isNull();
        });
    }

    private static Member member(Session session, Planted it) {
        return Hibernate.unproxy(session.find(Member.class, it.member()), Member.class);
    }

    private static Team team(Session session, Planted it) {
        return Hibernate.unproxy(session.find(Team.class, it.team()), Team.class);
    }

    private static Member member(StatelessSession session, Planted it) {
        return session.get(Member.class, it.member());
    }

    private static Team team(StatelessSession session, Planted it) {
        return session.get(Team.class, it.team());
    }

    private static <T> Collection<T> fetched(StatelessSession session, Collection<T> collection) {
        return fetched(session, collection, Function.identity());
    }

    private static <C, R> R fetched(StatelessSession session, C collection, Function<C, R> read) {
        session.fetch(collection);
        return read.apply(collection);
    }

    private static <T> T first(Collection<T> elements) {
        return elements.iterator().next();
    }

    private static <T> List<T> present(Collection<? extends @Nullable T> elements) {
        return elements.stream()
                .<T>map(element -> element)
                .filter(Objects::nonNull)
                .toList();
    }
}
