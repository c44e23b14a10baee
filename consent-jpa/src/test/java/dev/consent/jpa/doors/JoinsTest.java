package dev.consent.jpa.doors;

import static dev.consent.jpa.doors.Planted.MAIL;
import static dev.consent.jpa.doors.Planted.PHONE;
import static dev.consent.jpa.doors.Planted.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.jpa.doors.club.Member;
import dev.consent.jpa.doors.club.Note;
import dev.consent.jpa.doors.club.Variants.Letter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("HQL, JPQL, Criteria: several entities")
class JoinsTest extends Chapter {

    private static final List<Object> ONE = List.of(1);

    @Door(number = 29, name = "implicit to-one path", row = "no result", field = "null")
    void implicitPath() {
        rows("select l.lazy.text from Locker l where l.id = :locker", List.of(TEXT), List.of());
        rows("select 1 from Locker l where l.lazy.text like 'SECRET%' and l.id = :locker", ONE, List.of());
        fields("select l.lazyHolder.email from Locker l where l.id = :locker", List.of(MAIL), NULL);
        fields("select 1 from Locker l where l.lazyHolder.email like 'secret%' and l.id = :locker", ONE, List.of());
    }

    @Door(number = 30, name = "key of a reference, `o.customer.id`", row = "the key, which is no value; nothing else")
    void keyOfReference() {
        row((session, it) -> list(session, KEY, it).equals(List.of(it.note())), true, true);
        statelessRow((session, it) -> list(session, KEY, it).equals(List.of(it.note())), true, true);
        rows("select 1 from Locker l join l.lazy n where l.id = :locker", ONE, List.of());
        rows(
                "select 1 from Locker l where exists (select 1 from Note n where n = l.lazy) and l.id = :locker",
                ONE,
                List.of());
    }

    private static final String KEY = "select l.lazy.id from Locker l where l.id = :locker";

    @Door(number = 31, name = "join, left join, cross join, entity join", row = "as if not there", field = "null")
    void joins() {
        rows("select n.text from Locker l join l.lazy n where l.id = :locker", List.of(TEXT), List.of());
        rows("select n.text from Locker l left join l.lazy n where l.id = :locker", List.of(TEXT), NULL);
        rows("select n.text from Locker l left join Note n on n = l.lazy where l.id = :locker", List.of(TEXT), NULL);
        rows(
                "select n.text from Locker l cross join Note n where n = l.lazy and l.id = :locker",
                List.of(TEXT),
                List.of());
        rows("select n.text from Locker l, Note n where n.id = l.lazy.id and l.id = :locker", List.of(TEXT), List.of());
        fields("select m.email from Locker l join l.lazyHolder m where l.id = :locker", List.of(MAIL), NULL);
        fields("select m.email from Locker l left join l.lazyHolder m where l.id = :locker", List.of(MAIL), NULL);
        fields(
                "select m.email from Locker l join Member m on m = l.lazyHolder where l.id = :locker",
                List.of(MAIL),
                NULL);
        fields(
                "select m.email from Locker l cross join Member m where m = l.lazyHolder and l.id = :locker",
                List.of(MAIL),
                NULL);
        fields(
                "select 1 from Locker l join Member m on m.email like 'secret-b%' and m = l.lazyHolder where l.id = :locker",
                ONE, List.of());
    }

    @Door(number = 31, name = "join fetch", row = "not among the elements", field = "null in the elements")
    void joinFetch() {
        String notes = "select m from Member m left join fetch m.notes where m.id = :member";
        String holder = "select l.lazyHolder from Locker l join l.lazyHolder where l.id = :locker";
        row(
                (session, it) -> bind(session.createQuery(notes, Member.class), it)
                        .getSingleResult()
                        .notes
                        .size(),
                2,
                0);
        statelessRow(
                (session, it) -> bind(session.createQuery(notes, Member.class), it)
                        .getSingleResult()
                        .notes
                        .size(),
                2,
                0);
        field(
                (session, it) ->
                        bind(session.createQuery(holder, Member.class), it).getSingleResult().email,
                MAIL,
                null);
        statelessField(
                (session, it) ->
                        bind(session.createQuery(holder, Member.class), it).getSingleResult().email,
                MAIL,
                null);
    }

    @Door(number = 31, name = "right join, full join", row = "`ConsentException`")
    void rightJoin() {
        for (String query : List.of(
                "select n.text from Member m right join m.notes n",
                "select n.text from Member m full join m.notes n",
                "select p from Member m right join m.phones p",
                "select n.text from Member m right join Note n on n.member = m")) {
            inSession(em -> assertThatThrownBy(
                            () -> em.createQuery(query, Object.class).getResultList())
                    .as(query)
                    .isInstanceOf(ConsentException.class));
            inStatelessSession(session -> assertThatThrownBy(
                            () -> session.createQuery(query, Object.class).getResultList())
                    .as(query)
                    .isInstanceOf(ConsentException.class));
        }
    }

    @Door(number = 32, name = "join over a collection", row = "no result", field = "null")
    void joinOverCollection() {
        rows("select n.text from Member m join m.favourites n where m.id = :member", List.of(TEXT), List.of());
        rows("select n.text from Team t join t.agenda n where t.id = :team and n.id = :note", List.of(TEXT), List.of());
        rows("select n.text from Team t join t.board n where t.id = :team", List.of(TEXT), List.of());
        rows("select 1 from Note n join n.favouredBy m where n.id = :note", ONE, List.of());
        fields("select m.email from Team t join t.captains m where t.id = :team", List.of(MAIL), NULL);
        fields("select m.email from Team t join t.ranking m where t.id = :team", List.of(MAIL), NULL);
        fields("select p from Team t join t.captains m join m.phones p where t.id = :team", List.of(PHONE), List.of());
    }

    @Door(number = 33, name = "key of a link, from both sides", row = "no result")
    void keyOfLink() {
        rows("select 1 from Member m join m.favourites n where n.id = :note", ONE, List.of());
        rows("select count(n.id) from Member m join m.favourites n where m.id = :member", List.of(1L), List.of(0L));
        rows("select count(m.id) from Note n join n.favouredBy m where m.id = :member", List.of(1L), List.of(0L));
        rows("select count(*) from Team t join t.agenda n where t.id = :team", List.of(2L), List.of(0L));
    }

    @Door(
            number = 33,
            name = "`size`, `member of`, `exists elements`, `index`, `key`",
            row = "not counted",
            field = "not counted")
    void functionsOfCollections() {
        rows("select size(m.notes) from Member m where m.id = :member", List.of(2), List.of(0));
        rows("select size(m.favourites) from Member m where m.id = :member", List.of(1), List.of(0));
        rows("select size(t.agenda) from Team t where t.id = :team", List.of(2), List.of(0));
        rows("select 1 from Member m, Note n where n member of m.favourites and m.id = :member", ONE, List.of());
        rows("select 1 from Member m where exists elements(m.notes) and m.id = :member", ONE, List.of());
        rows("select 1 from Member m where m.favourites is not empty and m.id = :member", ONE, List.of());
        rows("select max(index(n)) from Team t join t.agenda n where t.id = :team", List.of(1), NULL);
        rows("select key(n) from Team t join t.board n where t.id = :team", List.of("north"), List.of());
        fields("select size(m.phones) from Member m where m.id = :member", List.of(1), List.of(0));
        fields("select 1 from Member m where exists elements(m.phones) and m.id = :member", ONE, List.of());
        fields("select 1 from Member m where '" + PHONE + "' member of m.phones and m.id = :member", ONE, List.of());
        fields("select key(a) from Member m join m.accounts a where m.id = :member", List.of("forum"), List.of());
        fields("select max(index(n)) from Member m join m.nicknames n where m.id = :member", List.of(0), NULL);
    }

    @Door(number = 36, name = "root of a hierarchy whose leaf is protected", field = "null in the leaf")
    void rootOfHierarchy() {
        Planted it = club().plant();
        Long id = club().read(em -> {
            Letter letter = new Letter();
            letter.member = em.find(Member.class, it.member());
            letter.body = TEXT;
            em.persist(letter);
            return letter.id;
        });
        String query = "select treat(p as Letter).body from Paper p where p.id = " + id;
        inSession(em ->
                assertThat(em.createQuery(query, Object.class).getResultList()).containsExactly(TEXT));
        inStatelessSession(
                session -> assertThat(session.createQuery(query, Object.class).getResultList())
                        .containsExactly(TEXT));
        club().withdraw(it);
        inSession(em -> {
            assertThat(em.createQuery(query, Object.class).getResultList()).containsExactly((Object) null);
            assertThat(em.find(Letter.class, id).body).isNull();
        });
        inStatelessSession(
                session -> assertThat(session.createQuery(query, Object.class).getResultList())
                        .containsExactly((Object) null));
    }

    @Door(number = 36, name = "root and leaf of a protected hierarchy", row = "no result")
    void leafOfHierarchy() {
        rows("select n.text from Note n where n.id = :medical", List.of(Planted.MEDICAL_TEXT), List.of());
        row(
                (session, it) -> ReadingEntitiesTest.text(session.find(Note.class, it.medical())),
                Planted.MEDICAL_TEXT,
                NONE);
    }
}
