package dev.consent.jpa.unusual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.jpa.unusual.Naturals.Card;
import dev.consent.jpa.unusual.Naturals.Held;
import dev.consent.jpa.unusual.Naturals.Nick;
import dev.consent.jpa.unusual.Naturals.Ticket;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.KeyType;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A natural identifier that is hidden finds nothing, whichever way it is asked for. */
@SuppressWarnings("deprecation") // older doors are doors too
abstract class NaturalsContract {

    private static final List<Class<? extends Held>> SIMPLE = List.of(Card.class, Nick.class);

    private final TestDatabase database;
    private School school;
    private Long anna;

    NaturalsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        school = new School(database, Map.of(), Naturals.ENTITIES);
        anna = enrol("ANNA");
        enrol("BEN");
    }

    @AfterEach
    void close() {
        school.close();
    }

    private Long enrol(String mark) {
        Long pupil = school.enrol(mark);
        school.grant(pupil, Reports.class);
        school.write(em -> {
            Card card = new Card();
            card.name = mark + "-name";
            Nick nick = new Nick();
            nick.name = mark + "-name";
            Ticket ticket = new Ticket();
            ticket.series = "A";
            ticket.name = mark + "-name";
            for (Held held : List.of(card, nick, ticket)) {
                held.pupil = em.find(Pupil.class, pupil);
                held.note = "first";
                em.persist(held);
            }
        });
        return pupil;
    }

    private static long found(EntityManager em, String name) {
        Session session = em.unwrap(Session.class);
        long found = 0;
        for (Class<? extends Held> type : SIMPLE) {
            found += session.bySimpleNaturalId(type).load(name) == null ? 0 : 1;
            found += session.bySimpleNaturalId(type).getReference(name) == null ? 0 : 1;
            found += session.byNaturalId(type).using("name", name).load() == null ? 0 : 1;
            found += session.find(type, name, KeyType.NATURAL) == null ? 0 : 1;
            found += session.byMultipleNaturalId(type).multiLoad(name, "nobody").stream()
                    .filter(Objects::nonNull)
                    .count();
            found += session.findMultiple(type, List.of(name, "nobody"), KeyType.NATURAL).stream()
                    .filter(Objects::nonNull)
                    .count();
            found += em.createQuery(
                            "select count(*) from " + type.getSimpleName() + " e where naturalid(e) = :name",
                            Long.class)
                    .setParameter("name", name)
                    .getSingleResult();
        }
        found += session.byNaturalId(Ticket.class)
                                .using("series", "A")
                                .using("name", name)
                                .load()
                        == null
                ? 0
                : 1;
        found += session
                .byMultipleNaturalId(Ticket.class)
                .multiLoad(Map.of("series", "A", "name", name), Map.of("series", "B", "name", name))
                .stream()
                .filter(Objects::nonNull)
                .count();
        return found;
    }

    /** As many ways as there are to find somebody. */
    private static final long EVERY_WAY = 16;

    @Test
    void aHiddenValueFindsNothing() {
        school.write(em -> assertThat(found(em, "ANNA-name")).isEqualTo(EVERY_WAY));
        school.withdraw(anna, Reports.class);
        school.write(em -> {
            assertThat(found(em, "ANNA-name")).isZero();
            assertThat(found(em, "BEN-name")).isEqualTo(EVERY_WAY);
        });
        school.grant(anna, Reports.class);
        school.write(em -> assertThat(found(em, "ANNA-name")).isEqualTo(EVERY_WAY));
    }

    @Test
    void nothingIsRememberedAfterADecisionInTheSession() {
        school.write(em -> {
            assertThat(found(em, "ANNA-name")).isEqualTo(EVERY_WAY);
            school.decideIn(em, anna, false, Reports.class);
            assertThat(found(em, "ANNA-name")).isZero();
            assertThat(all(em)).hasSize(6);
            assertThat(found(em, "ANNA-name")).isZero();
            school.decideIn(em, anna, true, Reports.class);
            assertThat(found(em, "ANNA-name")).isEqualTo(EVERY_WAY);
        });
    }

    private static List<Held> all(EntityManager em) {
        return em.createQuery("from dev.consent.jpa.unusual.Naturals$Held", Held.class)
                .getResultList();
    }

    @Test
    void writingOtherThingsKeepsItAndTellsNobody() {
        school.withdraw(anna, Reports.class);
        school.write(em -> {
            all(em).forEach(held -> held.note = "second");
            em.flush();
            assertThat(found(em, "ANNA-name")).isZero();
            assertThat(found(em, "BEN-name")).isEqualTo(EVERY_WAY);
        });
        Held copy = school.read(em -> all(em).stream()
                .filter(held -> held instanceof Nick nick && nick.name == null)
                .findFirst()
                .orElseThrow());
        copy.note = "third";
        school.write(em -> em.merge(copy));
        school.stateless(session -> {
            Held nick = session.get(Nick.class, copy.id);
            nick.note = "fourth";
            session.update(nick);
            return null;
        });
        for (String table : List.of("Card", "Nick", "Ticket", "Card_AUD", "Nick_AUD", "Ticket_AUD")) {
            assertThat(school.sql("select name from " + table)).doesNotContainNull();
        }
        assertThatThrownBy(() -> school.write(em -> {
                    Nick nick = new Nick();
                    nick.pupil = em.find(Pupil.class, anna);
                    nick.name = "late";
                    em.persist(nick);
                }))
                .hasStackTraceContaining(ConsentRequiredException.class.getName());
    }

    @Test
    void itIsErasedToNull() {
        school.withdraw(anna, Reports.class);
        school.clock.advance(Duration.ofHours(13));
        assertThat(school.consent.erasure().sweep().failed()).isZero();
        assertThat(school.whereIs("ANNA-name")).isEmpty();
        assertThat(school.sql("select count(*) from Card")).containsExactly("2");
        school.write(em -> assertThat(found(em, "BEN-name")).isEqualTo(EVERY_WAY));
    }
}
