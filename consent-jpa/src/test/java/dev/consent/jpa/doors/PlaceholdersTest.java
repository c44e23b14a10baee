package dev.consent.jpa.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.jpa.doors.club.Society.Pass;
import java.util.List;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.query.AuditEntity;
import org.junit.jupiter.api.DisplayName;

/** What cannot be null reads as its placeholder. */
@DisplayName("Placeholders")
class PlaceholdersTest extends WritingChapter {

    private static final String WHOSE = " from Pass p where p.member.id = :member";

    @Door(number = 100, name = "find, behind a placeholder", field = "the placeholder")
    void find() {
        field((session, it) -> session.find(Pass.class, it.pass()).holder, "SECRET-HOLDER", "nobody");
        field((session, it) -> session.find(Pass.class, it.pass()).birthYear, 1984, 0);
        statelessField((session, it) -> session.get(Pass.class, it.pass()).holder, "SECRET-HOLDER", "nobody");
    }

    @Door(number = 100, name = "query, behind a placeholder", field = "the placeholder")
    void query() {
        fields("select p.holder" + WHOSE, List.of("SECRET-HOLDER"), List.of("nobody"));
        fields("select p.birthYear" + WHOSE, List.of(1984), List.of(0));
    }

    @Door(number = 100, name = "condition on the real value", field = "no result")
    void condition() {
        fields("select p.pages" + WHOSE + " and p.holder like 'SECRET%'", List.of(1), List.of());
        fields("select p.pages" + WHOSE + " and p.birthYear > 1900", List.of(1), List.of());
    }

    @Door(number = 100, name = "aggregate, behind a placeholder", field = "of placeholders")
    void aggregate() {
        fields("select max(p.holder)" + WHOSE, List.of("SECRET-HOLDER"), List.of("nobody"));
        fields("select sum(p.birthYear)" + WHOSE, List.of(1984L), List.of(0L));
    }

    @Door(
            number = 100,
            name = "history, behind a placeholder",
            field = "the placeholder",
            sessionOnly = SessionOnly.ENVERS)
    void history() {
        field(
                (session, it) -> AuditReaderFactory.get(session)
                        .createQuery()
                        .forRevisionsOfEntity(Pass.class, true, false)
                        .add(AuditEntity.id().eq(it.pass()))
                        .addProjection(AuditEntity.property("holder"))
                        .getResultList(),
                List.of("SECRET-HOLDER"),
                List.of("nobody"));
    }

    @Door(number = 100, name = "change of another attribute, locked by all old values", field = "kept")
    void lockedByAll() {
        Planted it = withdrawn();
        inSession(em -> em.find(Pass.class, it.pass()).pages = 2);
        Pass copy = club().read(em -> em.find(Pass.class, it.pass()));
        assertThat(copy.holder).isEqualTo("nobody");
        copy.pages = 3;
        inSession(em -> em.merge(copy));
        inStatelessSession(session -> {
            Pass pass = session.get(Pass.class, it.pass());
            pass.pages = 4;
            session.update(pass);
        });
        club().grant(it);
        inSession(em -> {
            Pass pass = em.find(Pass.class, it.pass());
            assertThat(pass.pages).isEqualTo(4);
            assertThat(pass.holder).isEqualTo("SECRET-HOLDER");
            assertThat(pass.birthYear).isEqualTo(1984);
        });
    }

    @Door(number = 100, name = "writing a value where the placeholder is read", field = "refused")
    void written() {
        Planted it = withdrawn();
        refused(() -> inSession(em -> em.find(Pass.class, it.pass()).holder = "SECRET-OTHER"));
        refused(() -> inStatelessSession(session -> {
            Pass pass = session.get(Pass.class, it.pass());
            pass.holder = "SECRET-OTHER";
            session.update(pass);
        }));
        assertThat(club().sql("select holder from Pass where id = " + it.pass()))
                .containsExactly("SECRET-HOLDER");
    }
}
