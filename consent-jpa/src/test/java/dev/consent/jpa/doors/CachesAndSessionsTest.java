package dev.consent.jpa.doors;

import static dev.consent.jpa.doors.Planted.MAIL;
import static dev.consent.jpa.doors.Planted.TEXT;
import static dev.consent.jpa.doors.ReadingEntitiesTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.SubjectId;
import dev.consent.jpa.doors.Clubhouse.Choice;
import dev.consent.jpa.doors.club.Member;
import dev.consent.jpa.doors.club.Note;
import dev.consent.jpa.doors.club.Variants.Poster;
import dev.consent.jpa.model.Purposes.Contact;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.hibernate.CacheMode;
import org.hibernate.KeyType;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.SharedSessionContract;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Caches and sessions")
class CachesAndSessionsTest extends Chapter {

    @Door(number = 50, name = "second-level cache after a withdrawal", row = "not found", field = "null")
    void secondLevelCache() {
        Planted it = club().plant();
        seen(it, MAIL, TEXT);
        seen(it, MAIL, TEXT);
        club().withdraw(it);
        seen(it, null, NONE);
    }

    /** Reads in new sessions, where only a cache could remember. */
    private void seen(Planted it, String mail, Object text) {
        inSession(em -> {
            assertThat(em.find(Member.class, it.member()).email).isEqualTo(mail);
            assertThat(text(em.find(Note.class, it.note()))).isEqualTo(text);
        });
        inSession(em -> {
            assertThat(em.find(Member.class, it.number(), KeyType.NATURAL).email)
                    .isEqualTo(mail);
            assertThat(text(em.find(Note.class, it.code(), KeyType.NATURAL))).isEqualTo(text);
        });
        inStatelessSession(session -> {
            assertThat(session.get(Member.class, it.member()).email).isEqualTo(mail);
            assertThat(text(session.get(Note.class, it.note()))).isEqualTo(text);
        });
    }

    @Door(number = 51, name = "second-level cache, another purpose", row = "found", field = "null")
    void otherPurpose() {
        Planted it = club().plant();
        seen(it, MAIL, TEXT);
        club().write(em -> club().decideIn(em, SubjectId.of(Member.class, it.member()), false, Contact.class));
        seen(it, null, TEXT);
    }

    @Door(number = 52, name = "a masked entry and a later grant", row = "found again", field = "the value again")
    void maskedEntry() {
        Planted it = club().plant();
        club().withdraw(it);
        seen(it, null, NONE);
        club().grant(it);
        seen(it, MAIL, TEXT);
    }

    @Door(number = 53, name = "every `CacheMode`", row = "not found", field = "null")
    void cacheModes() {
        for (CacheMode mode : CacheMode.values()) {
            row((session, it) -> text(session.find(Note.class, it.note(), mode)), TEXT, NONE);
            field((session, it) -> session.find(Member.class, it.member(), mode).email, MAIL, null);
            statelessField(
                    (session, it) -> {
                        session.setCacheMode(mode);
                        return session.get(Member.class, it.member()).email;
                    },
                    MAIL,
                    null);
            statelessRow(
                    (session, it) -> {
                        session.setCacheMode(mode);
                        return text(session.get(Note.class, it.note()));
                    },
                    TEXT,
                    NONE);
        }
    }

    @Door(number = 54, name = "query cache, another person and purpose", row = "no result", field = "null")
    void queryCache() {
        row((session, it) -> cached(session, NOTES, it), List.of(TEXT), List.of());
        field((session, it) -> cached(session, MAILS, it), List.of(MAIL), NULL);
        statelessRow((session, it) -> cached(session, NOTES, it), List.of(TEXT), List.of());
        statelessField((session, it) -> cached(session, MAILS, it), List.of(MAIL), NULL);
    }

    private static final String NOTES = "select n.text from Note n where n.id = :note";
    private static final String MAILS = "select m.email from Member m where m.id = :member";

    private static List<Object> cached(SharedSessionContract session, String query, Planted it) {
        return bind(session.createQuery(query, Object.class), it)
                .setCacheable(true)
                .getResultList();
    }

    @Door(number = 55, name = "query cache after a decision", row = "no result", field = "null")
    void queryCacheAfterDecision() {
        Planted it = club().plant();
        for (boolean open : List.of(true, true, false, false, true)) {
            if (open) {
                club().grant(it);
            } else {
                club().withdraw(it);
            }
            inSession(em -> {
                Session session = em.unwrap(Session.class);
                assertThat(cached(session, NOTES, it)).isEqualTo(open ? List.of(TEXT) : List.of());
                assertThat(cached(session, MAILS, it)).isEqualTo(open ? List.of(MAIL) : NULL);
            });
            inStatelessSession(session -> {
                assertThat(cached(session, NOTES, it)).isEqualTo(open ? List.of(TEXT) : List.of());
                assertThat(cached(session, MAILS, it)).isEqualTo(open ? List.of(MAIL) : NULL);
            });
        }
    }

    @Door(number = 56, name = "stateless session: get, query, several, fetch", row = "not found", field = "null")
    void stateless() {
        statelessRow((session, it) -> text(session.get(Note.class, it.note())), TEXT, NONE);
        statelessRow((session, it) -> list(session, NOTES, it), List.of(TEXT), List.of());
        statelessRow(
                (session, it) ->
                        text(session.getMultiple(Note.class, List.of(it.note())).get(0)),
                TEXT,
                NONE);
        statelessField(
                (session, it) -> {
                    Member member = session.get(Member.class, it.member());
                    session.fetch(member.phones);
                    return member.phones.size();
                },
                1,
                0);
        statelessField((session, it) -> session.get(Member.class, it.member()).email, MAIL, null);
    }

    @Door(
            number = 57,
            name = "a session's own statement inspector",
            row = "hidden from everybody",
            field = "null for everybody")
    void ownInspector() {
        Planted granted = club().planted(Choice.GRANTED);
        SessionFactory factory = club().factory.unwrap(SessionFactory.class);
        places.add(Place.SESSION);
        try (Session session = factory.withOptions()
                .statementInspector(UnaryOperator.identity())
                .openSession()) {
            assertThat(session.find(Note.class, granted.note())).isNull();
            assertThat(session.find(Member.class, granted.member()).email).isNull();
        }
        places.add(Place.STATELESS);
        try (StatelessSession session = factory.withStatelessOptions()
                .statementInspector(UnaryOperator.identity())
                .openStatelessSession()) {
            Member member = session.get(Member.class, granted.member());
            assertThat(member.email).isNull();
            assertThatThrownBy(() -> session.update(member))
                    .isInstanceOf(ConsentException.class)
                    .hasMessageContaining("statement inspector");
        }
        assertThat(club().sql("select email from Member where id = " + granted.member()))
                .containsExactly(MAIL);
    }

    @Door(
            number = 57,
            name = "a query translator of the application's own",
            row = "refused at boot",
            field = "refused at boot")
    void ownTranslator() {
        places.add(Place.BOOT);
        assertThatThrownBy(() -> Clubhouse.own(
                        ground,
                        Map.of(
                                "hibernate.query.sqm.translator",
                                "org.hibernate.query.sqm.sql.internal.StandardSqmTranslatorFactory")))
                .hasStackTraceContaining("names a translator of queries that would lose guards");
    }

    @Door(number = 57, name = "filters and fetch profiles", row = "not found", field = "null")
    void nothingToDisable() {
        row(
                (session, it) -> {
                    assertThat(session.getFactory().getDefinedFilterNames())
                            .containsExactly("veterans"); // the club's own
                    session.setDefaultReadOnly(true);
                    return text(session.find(Note.class, it.note()));
                },
                TEXT,
                NONE);
        field(
                (session, it) -> session.find(Member.class, it.member(), Map.of("org.hibernate.readOnly", true)).email,
                MAIL,
                null);
        statelessRow(
                (session, it) -> {
                    session.getFactory().getDefinedFilterNames().forEach(session::disableFilter);
                    return text(session.get(Note.class, it.note()));
                },
                TEXT,
                NONE);
        statelessField(
                (session, it) -> {
                    session.getFactory().getDefinedFilterNames().forEach(session::disableFilter);
                    return session.get(Member.class, it.member()).email;
                },
                MAIL,
                null);
    }

    @Door(number = 58, name = "child session", row = "not found", field = "null")
    void childSession() {
        row(
                (session, it) -> {
                    try (Session child =
                            session.sessionWithOptions().connection().openSession()) {
                        return text(child.find(Note.class, it.note()));
                    }
                },
                TEXT,
                NONE);
        field(
                (session, it) -> {
                    try (Session child =
                            session.sessionWithOptions().connection().openSession()) {
                        return child.find(Member.class, it.member()).email;
                    }
                },
                MAIL,
                null);
        row(
                (session, it) -> {
                    try (StatelessSession child =
                            session.statelessWithOptions().connection().openStatelessSession()) {
                        return text(child.get(Note.class, it.note()));
                    }
                },
                TEXT,
                NONE);
        statelessRow(
                (session, it) -> {
                    try (Session child =
                            session.sessionWithOptions().connection().openSession()) {
                        return text(child.find(Note.class, it.note()));
                    }
                },
                TEXT,
                NONE);
        statelessField(
                (session, it) -> {
                    try (StatelessSession child =
                            session.statelessWithOptions().connection().openStatelessSession()) {
                        return child.get(Member.class, it.member()).email;
                    }
                },
                MAIL,
                null);
    }

    @Door(number = 58, name = "another thread", row = "not found", field = "null")
    void otherThread() {
        row((session, it) -> elsewhere(em -> text(em.find(Note.class, it.note()))), TEXT, NONE);
        field((session, it) -> elsewhere(em -> em.find(Member.class, it.member()).email), MAIL, null);
        statelessRow(
                (session, it) -> CompletableFuture.supplyAsync(
                                () -> club().<Object>stateless(own -> text(own.get(Note.class, it.note()))))
                        .join(),
                TEXT,
                NONE);
        statelessField(
                (session, it) -> CompletableFuture.supplyAsync(
                                () -> club().<List<Object>>stateless(own -> list(own, MAILS, it)))
                        .join()
                        .get(0),
                MAIL,
                null);
    }

    private Object elsewhere(java.util.function.Function<EntityManager, Object> reading) {
        return CompletableFuture.supplyAsync(() -> club().read(reading)).join();
    }

    @Door(number = 59, name = "a restriction of the application's own with `or`", row = "no result")
    void precedenceOfOr() {
        hiddenBeside(session -> {});
    }

    @Door(number = 59, name = "a filter of the application's own with `or`", row = "no result")
    void precedenceOfOrInFilters() {
        hiddenBeside(session -> session.enableFilter("veterans"));
    }

    /** Reads posters in sessions that were set up by the application. */
    private void hiddenBeside(Consumer<SharedSessionContract> setUp) {
        Planted it = club().plant();
        Long id = club().read(em -> {
            Poster poster = new Poster();
            poster.member = em.find(Member.class, it.member());
            poster.pages = 1;
            em.persist(poster);
            return poster.id;
        });
        String query = "select p.pages from Poster p where p.id = " + id;
        inSession(em -> {
            setUp.accept(em.unwrap(Session.class));
            assertThat(em.createQuery(query, Object.class).getResultList()).containsExactly(1);
        });
        club().withdraw(it);
        inSession(em -> {
            setUp.accept(em.unwrap(Session.class));
            assertThat(em.createQuery(query, Object.class).getResultList()).isEmpty();
            assertThat(em.find(Poster.class, id)).isNull();
        });
        inStatelessSession(session -> {
            setUp.accept(session);
            assertThat(session.createQuery(query, Object.class).getResultList()).isEmpty();
            assertThat(session.get(Poster.class, id)).isNull();
        });
    }
}
