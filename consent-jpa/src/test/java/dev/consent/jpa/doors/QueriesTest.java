package dev.consent.jpa.doors;

import static dev.consent.jpa.doors.Planted.AGE;
import static dev.consent.jpa.doors.Planted.DIAGNOSIS;
import static dev.consent.jpa.doors.Planted.MAIL;
import static dev.consent.jpa.doors.Planted.MEDICAL_TEXT;
import static dev.consent.jpa.doors.Planted.STREET;
import static dev.consent.jpa.doors.Planted.TEXT;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.jpa.doors.club.ClubNotes;
import dev.consent.jpa.doors.club.ClubNotes_;
import dev.consent.jpa.doors.club.MedicalNote;
import dev.consent.jpa.doors.club.Member;
import dev.consent.jpa.doors.club.Note;
import jakarta.persistence.EntityManager;
import jakarta.persistence.NoResultException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.hibernate.ObjectNotFoundException;
import org.hibernate.Session;
import org.hibernate.SharedSessionContract;
import org.hibernate.StatelessSession;
import org.hibernate.query.KeyedPage;
import org.hibernate.query.Order;
import org.hibernate.query.restriction.Path;
import org.junit.jupiter.api.DisplayName;

/** Selecting, restricting, ordering and counting. What joins do is told in {@link JoinsTest}. */
@NoDoor(
        number = 43,
        name = "Spring Data: derived queries, `@Query`, Specification, projections",
        because = "Spring Data is on the class path of the starter only, where they are tested.",
        test = "consent-spring-starter/src/test/java/dev/consent/spring/data/SpringDataDoorsTest.java")
@DisplayName("HQL, JPQL, Criteria: one root")
class QueriesTest extends Chapter {

    /** Descriptions of results, where one word is enough. */
    private static final List<Object> ONE = List.of(1);

    @Door(number = 24, name = "root select", row = "no result", field = "null in the entity")
    void root() {
        rows("select n.text from Note n where n.id = :note", List.of(TEXT), List.of());
        row(
                (session, it) -> query(session, "from Note n where n.id = :note", it, Note.class)
                        .size(),
                1,
                0);
        field(
                (session, it) -> query(session, "from Member m where m.id = :member", it, Member.class)
                        .get(0)
                        .email,
                MAIL,
                null);
        statelessField(
                (session, it) -> bind(session.createQuery("from Member m where m.id = :member", Member.class), it)
                        .getSingleResult()
                        .email,
                MAIL,
                null);
    }

    @Door(number = 24, name = "root select with Criteria", row = "no result", field = "null")
    void criteria() {
        row(QueriesTest::texts, List.of(TEXT), List.of());
        statelessRow(QueriesTest::texts, List.of(TEXT), List.of());
        field(QueriesTest::streets, List.of(STREET), NULL);
        statelessField(QueriesTest::streets, List.of(STREET), NULL);
    }

    private static List<String> texts(SharedSessionContract session, Planted it) {
        var query = session.getCriteriaBuilder().createQuery(String.class);
        var note = query.from(Note.class);
        query.select(note.get("text")).where(note.get("id").equalTo(it.note()));
        return session.createQuery(query).getResultList();
    }

    private static List<Object> streets(SharedSessionContract session, Planted it) {
        var query = session.getCriteriaBuilder().createQuery(Object.class);
        var member = query.from(Member.class);
        query.select(member.get("home").get("street")).where(member.get("id").equalTo(it.member()));
        return session.createQuery(query).getResultList();
    }

    @Door(number = 25, name = "scalar, tuple, constructor, embeddable", row = "no result", field = "null")
    void selections() {
        rows("select n.occasion.place from Note n where n.id = :note", List.of(TEXT), List.of());
        rows("select new list(n.text, n.score) from Note n where n.id = :note", List.of(List.of(TEXT, 8)), List.of());
        fields("select m.email from Member m where m.id = :member", List.of(MAIL), NULL);
        fields("select m.home.street from Member m where m.id = :member", List.of(STREET), NULL);
        fields("select length(m.email) from Member m where m.id = :member", List.of(20), NULL);
        fields("select coalesce(m.email, 'x') from Member m where m.id = :member", List.of(MAIL), List.of("x"));
        fields(
                "select case when m.email is null then 0 else 1 end from Member m where m.id = :member",
                ONE,
                List.of(0));
    }

    @Door(number = 26, name = "`=`, `like`, `in`, `between`, `is null`", row = "no result", field = "as null: no match")
    void predicates() {
        rows("select 1 from Note n where n.text like 'SECRET%' and n.id = :note", ONE, List.of());
        rows("select 1 from Note n where n.score between 7 and 9 and n.id = :note", ONE, List.of());
        for (String predicate : List.of(
                "m.email = 'secret-b@example.org'",
                "m.email <> 'x'",
                "m.email like 'secret%'",
                "m.email in ('secret-b@example.org', 'x')",
                "m.age between 40 and 50",
                "m.age > 40",
                "m.email is not null",
                "m.home.street = 'Secretstreet 1'",
                "m.phones is not empty")) {
            fields("select 1 from Member m where " + predicate + " and m.id = :member", ONE, List.of());
        }
        fields("select 1 from Member m where m.email is null and m.id = :member", List.of(), ONE);
        fields("select 1 from Member m where not (m.email = 'x') and m.id = :member", ONE, List.of());
    }

    @Door(number = 27, name = "order by", row = "no result", field = "no order")
    void orderBy() {
        rows(
                "select n.text from Note n where n.member.id = :member order by n.text",
                List.of(MEDICAL_TEXT, TEXT),
                List.of());
        field((session, it) -> list(session, ORDERED, it).get(0).equals(it.partner()), true, false);
        statelessField((session, it) -> list(session, ORDERED, it).get(0).equals(it.partner()), true, false);
    }

    private static final String ORDERED = "select m.id from Member m where m.team.id = :team order by m.email, m.id";

    @Door(number = 28, name = "group by, having, min, max, sum, count distinct", row = "not counted", field = "as null")
    void aggregates() {
        rows("select count(*) from Note n where n.member.id = :member", List.of(2L), List.of(0L));
        rows("select max(n.score) from Note n where n.member.id = :member", List.of(8), NULL);
        rows(
                "select n.text from Note n where n.id = :note group by n.text having max(n.score) > 1",
                List.of(TEXT),
                List.of());
        fields("select min(m.email) from Member m where m.id = :member", List.of(MAIL), NULL);
        fields("select max(m.email) from Member m where m.id = :member", List.of(MAIL), NULL);
        fields("select sum(m.age) from Member m where m.id = :member", List.of((long) AGE), NULL);
        fields("select count(m.email) from Member m where m.id = :member", List.of(1L), List.of(0L));
        fields("select count(distinct m.email) from Member m where m.team.id = :team", List.of(2L), List.of(0L));
        fields("select m.email from Member m where m.id = :member group by m.email", List.of(MAIL), NULL);
        fields("select 1 from Member m where m.id = :member group by m.id having max(m.age) > 40", ONE, List.of());
    }

    @Door(number = 34, name = "subquery, CTE, derived table, union, window", row = "no result", field = "null")
    void subqueries() {
        rows(
                "select 1 from Member m where m.id in (select n.member.id from Note n) and m.id = :member",
                ONE,
                List.of());
        rows(
                "with x as (select n.text as t, n.id as i from Note n) select c.t from x c where c.i = :note",
                List.of(TEXT),
                List.of());
        rows(
                "select x.t from (select n.text as t, n.id as i from Note n) x where x.i = :note",
                List.of(TEXT),
                List.of());
        rows(
                "select n.text from Note n where n.id = :note union select o.text from Note o where o.id = :note",
                List.of(TEXT),
                List.of());
        rows(
                "select (select max(n.text) from Note n where n.member = m) from Member m where m.id = :member",
                List.of(TEXT),
                NULL);
        rows("select max(n.text) over (partition by n.id) from Note n where n.id = :note", List.of(TEXT), List.of());
        fields(
                "with x as (select m.email as t, m.id as i from Member m) select c.t from x c where c.i = :member",
                List.of(MAIL),
                NULL);
        fields(
                "select x.t from (select m.email as t, m.id as i from Member m) x where x.i = :member",
                List.of(MAIL),
                NULL);
        fields(
                "select m.email from Member m where m.id = :member union select o.email from Member o where o.id = :member",
                List.of(MAIL),
                NULL);
        fields(
                "select (select m.email from Member m where m.id = t.captain) from (select n.id as captain from Member n where n.id = :member) t",
                List.of(MAIL),
                NULL);
        fields("select max(m.email) over (partition by m.id) from Member m where m.id = :member", List.of(MAIL), NULL);
        fields(
                "select 1 from Member m where m.email in (select o.email from Member o where o.id = :member) and m.id = :member",
                ONE,
                List.of());
    }

    @Door(number = 35, name = "`treat` and `type`", row = "no result")
    void treat() {
        rows(
                "select treat(n as MedicalNote).diagnosis from Note n where n.id = :medical",
                List.of(DIAGNOSIS),
                List.of());
        rows("select type(n) from Note n where n.id = :medical", List.of(MedicalNote.class), List.of());
        rows("select 1 from Note n where type(n) = MedicalNote and n.id = :medical", ONE, List.of());
        rows("select x.diagnosis from MedicalNote x where x.id = :medical", List.of(DIAGNOSIS), List.of());
    }

    @Door(number = 42, name = "stream, scroll, pages, key-based pages", row = "not among the results", field = "null")
    void pages() {
        String notes = "select n.text from Note n where n.member.id = :member order by n.id";
        String mails = "select m.email from Member m where m.id = :member order by m.id";
        inBoth(
                (session, it) -> bind(session.createQuery(notes, Object.class), it)
                        .getResultStream()
                        .count(),
                2L,
                0L);
        inBoth((session, it) -> scrolled(session, notes, it), List.of(TEXT, MEDICAL_TEXT), List.of());
        inBoth(
                (session, it) -> bind(session.createQuery(notes, Object.class), it)
                        .setFirstResult(1)
                        .setMaxResults(5)
                        .getResultList(),
                List.of(MEDICAL_TEXT),
                List.of());
        inBoth(
                (session, it) ->
                        bind(session.createQuery(notes, Object.class), it).getResultCount(),
                2L,
                0L);
        inBoth((session, it) -> keyed(session, it), List.of(TEXT, MEDICAL_TEXT), List.of());
        field((session, it) -> scrolled(session, mails, it), List.of(MAIL), NULL);
        statelessField((session, it) -> scrolled(session, mails, it), List.of(MAIL), NULL);
        field(
                (session, it) -> bind(session.createQuery(mails, Object.class), it)
                        .setMaxResults(1)
                        .getResultList(),
                List.of(MAIL),
                NULL);
    }

    private void inBoth(Reading<SharedSessionContract> reading, Object visible, Object hidden) {
        row(reading::apply, visible, hidden);
        statelessRow(reading::apply, visible, hidden);
    }

    /** Page by page, each found by the key of the last one. */
    private static List<Object> keyed(SharedSessionContract session, Planted it) {
        List<Object> found = new ArrayList<>();
        KeyedPage<Note> page = page(1).keyedBy(Order.asc(Note.class, "id"));
        while (page != null) {
            var results = session.createSelectionQuery("from Note n where n.member.id = :member", Note.class)
                    .setParameter("member", it.member())
                    .getKeyedResultList(page);
            results.getResultList().forEach(note -> found.add(note.text));
            page = results.isLastPage() ? null : results.getNextPage();
        }
        return found;
    }

    private static List<Object> scrolled(SharedSessionContract session, String query, Planted it) {
        List<Object> results = new ArrayList<>();
        try (var cursor = bind(session.createQuery(query, Object.class), it).scroll()) {
            while (cursor.next()) {
                results.add(cursor.get());
            }
        }
        return results;
    }

    /** What Hibernate makes of a repository, those of Jakarta Data among them, is code around a stateless session. */
    @Door(number = 42, name = "generated repository (Jakarta Data)", row = "not found, no result", field = "null")
    void repository() {
        statelessRow((session, it) -> found(() -> notes(session).note(it.note()).text), TEXT, NONE);
        statelessRow((session, it) -> found(() -> notes(session).noteByCode(it.code()).text), TEXT, NONE);
        statelessRow((session, it) -> notes(session).texts(it.member()), List.of(MEDICAL_TEXT, TEXT), List.of());
        statelessRow(
                (session, it) -> notes(session).notesOf(it.member(), page(10), Order.asc(Note.class, "text")).stream()
                        .map(note -> note.text)
                        .toList(),
                List.of(MEDICAL_TEXT, TEXT),
                List.of());
        statelessRow(
                (session, it) ->
                        notes(session)
                                .notes(Path.from(Note.class)
                                        .to("text", String.class)
                                        .in(List.of(TEXT, MEDICAL_TEXT)))
                                .stream()
                                .anyMatch(note -> note.id.equals(it.note())),
                true,
                false);
        statelessRow(
                (session, it) -> notes(session)
                        .pageOf(it.member(), page(10).keyedBy(Order.asc(Note.class, "id")))
                        .getResultList()
                        .size(),
                2,
                0);
        statelessRow((session, it) -> notes(session).score(it.note(), 8), 1, 0);
        statelessField((session, it) -> notes(session).mail(it.member()), MAIL, null);
        statelessField((session, it) -> notes(session).member(it.member()).email, MAIL, null);
        statelessField((session, it) -> isAmong(notes(session).membersByMail(MAIL), it), true, false);
        statelessField((session, it) -> isAmong(notes(session).membersLike("secret%"), it), true, false);
        inStatelessSession(
                session -> assertThatThrownBy(() -> notes(session).rawMail(1L)).isInstanceOf(ConsentException.class));
    }

    private static ClubNotes notes(StatelessSession session) {
        return new ClubNotes_(session);
    }

    private static org.hibernate.query.Page page(int size) {
        return org.hibernate.query.Page.first(size);
    }

    private static boolean isAmong(List<Member> members, Planted it) {
        return members.stream().anyMatch(member -> member.id.equals(it.member()));
    }

    private static Object found(Supplier<Object> single) {
        try {
            return single.get();
        } catch (ObjectNotFoundException | NoResultException hidden) {
            return NONE;
        }
    }

    @Door(number = 43, name = "named query", field = "null")
    void namedQuery() {
        field(
                (session, it) -> bind(session.createNamedQuery("Member.email", Object.class), it)
                        .getResultList(),
                List.of(MAIL),
                NULL);
        statelessField(
                (session, it) -> bind(session.createNamedQuery("Member.email", Object.class), it)
                        .getResultList(),
                List.of(MAIL),
                NULL);
    }

    private static <T> List<T> query(EntityManager em, String query, Planted it, Class<T> type) {
        return bind(em.unwrap(Session.class).createQuery(query, type), it).getResultList();
    }
}
