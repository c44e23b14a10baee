package dev.consent.jpa.doors;

import static dev.consent.jpa.doors.Planted.MAIL;
import static dev.consent.jpa.doors.Planted.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.jpa.doors.club.Locker;
import dev.consent.jpa.doors.club.Member;
import dev.consent.jpa.doors.club.Note;
import jakarta.persistence.EntityGraph;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import org.hibernate.Hibernate;
import org.hibernate.KeyType;
import org.hibernate.LockMode;
import org.hibernate.SharedSessionContract;
import org.hibernate.UnresolvableObjectException;
import org.hibernate.graph.GraphSemantic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Reading entities")
class ReadingEntitiesTest extends Chapter {

    @Door(number = 1, name = "find", row = "not found", field = "null")
    void find() {
        row((session, it) -> text(session.find(Note.class, it.note())), TEXT, NONE);
        statelessRow((session, it) -> text(session.get(Note.class, it.note())), TEXT, NONE);
        field((session, it) -> session.find(Member.class, it.member()).email, MAIL, null);
        statelessField((session, it) -> session.get(Member.class, it.member()).email, MAIL, null);
    }

    @Door(
            number = 2,
            name = "reference, then read",
            row = "`EntityNotFoundException`",
            field = "null",
            sessionOnly = SessionOnly.NOTHING_LOADS)
    void reference() {
        row((session, it) -> followed(() -> textOf(session.getReference(Note.class, it.note()))), TEXT, NONE);
        field((session, it) -> emailOf(session.getReference(Member.class, it.member())), MAIL, null);
    }

    @Door(number = 3, name = "several at once", row = "null in its place", field = "null")
    void several() {
        row(
                (session, it) -> text(
                        session.findMultiple(Note.class, List.of(it.note())).get(0)),
                TEXT,
                NONE);
        statelessRow(
                (session, it) ->
                        text(session.getMultiple(Note.class, List.of(it.note())).get(0)),
                TEXT,
                NONE);
        field(
                (session, it) ->
                        session.findMultiple(Member.class, List.of(it.member())).get(0).email,
                MAIL,
                null);
        statelessField(
                (session, it) ->
                        session.getMultiple(Member.class, List.of(it.member())).get(0).email,
                MAIL,
                null);
    }

    @Door(number = 4, name = "natural identifier", row = "not found", field = "null")
    void naturalId() {
        row((session, it) -> text(session.find(Note.class, it.code(), KeyType.NATURAL)), TEXT, NONE);
        field((session, it) -> session.find(Member.class, it.number(), KeyType.NATURAL).email, MAIL, null);
        rows("select n.text from Note n where naturalid(n) = :code", List.of(TEXT), List.of());
        fields("select m.email from Member m where naturalid(m) = :number", List.of(MAIL), NULL);
    }

    @Door(
            number = 4,
            name = "natural identifier, several at once",
            row = "null in its place",
            field = "null",
            sessionOnly = "a stateless session finds several by natural identifier with queries, as above")
    void naturalIds() {
        row(
                (session, it) -> text(session.findMultiple(Note.class, List.of(it.code()), KeyType.NATURAL)
                        .get(0)),
                TEXT,
                NONE);
        field(
                (session, it) -> session.findMultiple(Member.class, List.of(it.number()), KeyType.NATURAL)
                        .get(0)
                        .email,
                MAIL,
                null);
    }

    @Door(
            number = 4,
            name = "natural identifier, reference",
            row = "not found",
            field = "null",
            sessionOnly = SessionOnly.NOTHING_LOADS)
    @SuppressWarnings("deprecation")
    void naturalIdReference() {
        row(
                (session, it) -> followed(() -> {
                    Note note = session.bySimpleNaturalId(Note.class).getReference(it.code());
                    return note == null ? NONE : textOf(note);
                }),
                TEXT,
                NONE);
        field((session, it) -> emailOf(session.bySimpleNaturalId(Member.class).getReference(it.number())), MAIL, null);
    }

    @Door(number = 5, name = "find with a lock", row = "not found", field = "null")
    void findWithLock() {
        row((session, it) -> text(session.find(Note.class, it.note(), LockModeType.PESSIMISTIC_WRITE)), TEXT, NONE);
        statelessRow((session, it) -> text(session.get(Note.class, it.note(), LockMode.PESSIMISTIC_WRITE)), TEXT, NONE);
        field(
                (session, it) -> session.find(Member.class, it.member(), LockModeType.PESSIMISTIC_WRITE).email,
                MAIL,
                null);
        statelessField(
                (session, it) -> session.get(Member.class, it.member(), LockMode.PESSIMISTIC_WRITE).email, MAIL, null);
    }

    @Door(number = 6, name = "refresh after a withdrawal", row = "`EntityNotFoundException`", field = "null")
    void refresh() {
        Planted it = club().plant();
        inSession(em -> {
            Note note = em.find(Note.class, it.note());
            Member member = em.find(Member.class, it.member());
            assertThat(emailOf(member)).isEqualTo(MAIL);
            assertThat(note.text).isEqualTo(TEXT);
            club().withdraw(it);
            em.refresh(member);
            assertThat(emailOf(member)).isNull();
            assertThatThrownBy(() -> em.refresh(note)).isInstanceOf(EntityNotFoundException.class);
        });
        club().grant(it);
        inStatelessSession(session -> {
            Note note = session.get(Note.class, it.note());
            Member member = session.get(Member.class, it.member());
            assertThat(emailOf(member)).isEqualTo(MAIL);
            assertThat(note.text).isEqualTo(TEXT);
            club().withdraw(it);
            session.refresh(member);
            assertThat(emailOf(member)).isNull();
            assertThatThrownBy(() -> session.refresh(note)).isInstanceOf(UnresolvableObjectException.class);
        });
    }

    @Door(
            number = 7,
            name = "find again in the session that decided",
            row = "not found",
            field = "null",
            sessionOnly = SessionOnly.NOTHING_KEPT)
    void findAgain() {
        Planted it = club().plant();
        inSession(em -> {
            assertThat(em.find(Note.class, it.note())).isNotNull();
            assertThat(emailOf(em.find(Member.class, it.member()))).isEqualTo(MAIL);
            club().decideIn(em, it, false);
            assertThat(em.find(Note.class, it.note())).isNull();
            assertThat(emailOf(em.find(Member.class, it.member()))).isNull();
        });
    }

    @Door(
            number = 7,
            name = "collections and references in that session",
            row = "not there any more",
            sessionOnly = SessionOnly.NOTHING_KEPT)
    void heldByOthers() {
        Planted it = club().plant();
        inSession(em -> {
            assertThat(em.find(Locker.class, it.locker()).eager.text).isEqualTo(TEXT);
            assertThat(Hibernate.unproxy(em.find(Member.class, it.member()), Member.class).notes)
                    .hasSize(2);
            club().decideIn(em, it, false);
            assertThat(em.find(Locker.class, it.locker()).eager).isNull();
            assertThat(Hibernate.unproxy(em.find(Member.class, it.member()), Member.class).notes)
                    .isEmpty();
        });
    }

    @Door(number = 8, name = "lazy to-one", row = "`EntityNotFoundException`", field = "null")
    void lazyToOne() {
        row((session, it) -> followed(() -> textOf(locker(session, it).lazy)), TEXT, NONE);
        statelessRow(
                (session, it) -> followed(() -> {
                    Note lazy = session.get(Locker.class, it.locker()).lazy;
                    session.fetch(lazy);
                    return textOf(lazy);
                }),
                TEXT,
                NONE);
        field((session, it) -> emailOf(locker(session, it).lazyHolder), MAIL, null);
        statelessField(
                (session, it) -> {
                    Member lazy = session.get(Locker.class, it.locker()).lazyHolder;
                    session.fetch(lazy);
                    return emailOf(lazy);
                },
                MAIL,
                null);
    }

    @Door(number = 9, name = "eager to-one of a visible owner", row = "null", field = "null")
    void eagerToOne() {
        row((session, it) -> text(locker(session, it).eager), TEXT, NONE);
        statelessRow((session, it) -> text(session.get(Locker.class, it.locker()).eager), TEXT, NONE);
        field((session, it) -> locker(session, it).eagerHolder.email, MAIL, null);
        statelessField((session, it) -> session.get(Locker.class, it.locker()).eagerHolder.email, MAIL, null);
    }

    @Door(number = 10, name = "fetch and load graph", row = "null", field = "null")
    void graph() {
        for (GraphSemantic semantic : GraphSemantic.values()) {
            row(
                    (session, it) -> text(session.find(
                                    Locker.class, it.locker(), Map.of(semantic.getJakartaHintName(), graph(session)))
                            .lazy),
                    TEXT,
                    NONE);
            field(
                    (session, it) -> session.find(
                                    Locker.class, it.locker(), Map.of(semantic.getJakartaHintName(), graph(session)))
                            .lazyHolder
                            .email,
                    MAIL,
                    null);
            statelessRow((session, it) -> text(session.get(graph(session), semantic, it.locker()).lazy), TEXT, NONE);
            statelessField(
                    (session, it) -> session.get(graph(session), semantic, it.locker()).lazyHolder.email, MAIL, null);
        }
    }

    private static EntityGraph<Locker> graph(SharedSessionContract session) {
        EntityGraph<Locker> graph = session.createEntityGraph(Locker.class);
        graph.addSubgraph("lazy").addAttributeNodes("text");
        graph.addSubgraph("lazyHolder").addAttributeNodes("email");
        return graph;
    }

    @Door(number = 11, name = "`@NotFound(IGNORE)`", row = "null")
    void notFoundIgnored() {
        row((session, it) -> text(locker(session, it).ignored), TEXT, NONE);
        statelessRow((session, it) -> text(session.get(Locker.class, it.locker()).ignored), TEXT, NONE);
    }

    private static Locker locker(EntityManager session, Planted it) {
        return session.find(Locker.class, it.locker());
    }

    static Object text(@Nullable Note note) {
        return note == null ? NONE : note.text;
    }

    private static Object textOf(Note reference) {
        return Hibernate.unproxy(reference, Note.class).text;
    }

    private static @Nullable Object emailOf(Member reference) {
        return Hibernate.unproxy(reference, Member.class).email;
    }
}
