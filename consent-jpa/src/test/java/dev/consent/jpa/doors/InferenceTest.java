package dev.consent.jpa.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.doors.club.Member;
import dev.consent.jpa.doors.club.Note;
import dev.consent.jpa.doors.club.Team;
import dev.consent.jpa.doors.club.Variants.LockedByAll;
import dev.consent.jpa.doors.club.Variants.LockedByDirty;
import dev.consent.jpa.doors.club.Variants.Ticket;
import dev.consent.jpa.doors.club.Variants.Variant;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.assertj.core.util.Throwables;
import org.hibernate.Session;
import org.hibernate.SharedSessionContract;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.query.AuditEntity;
import org.junit.jupiter.api.DisplayName;

/** What may be learned about hidden data without reading it. */
@DisplayName("Inference")
class InferenceTest extends Chapter {

    @Door(number = 44, name = "counts of bulk updates and deletes", row = "not counted", field = "`ConsentException`")
    void counts() {
        Planted it = club().plant();
        String update = "update Note n set n.score = 1 where n.id = " + it.note();
        inSession(em -> assertThat(em.createQuery(update).executeUpdate()).isOne());
        club().withdraw(it);
        inSession(em -> assertThat(em.createQuery(update).executeUpdate()).isZero());
        inStatelessSession(session ->
                assertThat(session.createMutationQuery(update).executeUpdate()).isZero());
        inSession(em -> assertThat(em.createQuery("delete from Note n where n.id = " + it.medical())
                        .executeUpdate())
                .isZero());
        for (String statement : List.of(
                "update Member m set m.level = 1 where m.email like 'secret%'",
                "delete from Member m where m.home.street is null")) {
            inSession(em -> assertThatThrownBy(() -> em.createQuery(statement).executeUpdate())
                    .isInstanceOf(ConsentException.class));
            inStatelessSession(session -> assertThatThrownBy(
                            () -> session.createMutationQuery(statement).executeUpdate())
                    .isInstanceOf(ConsentException.class));
        }
    }

    @Door(number = 45, name = "unique constraint", row = "that a value is taken can be learned; no message repeats it")
    void uniqueConstraint() {
        Planted anna = club().plant();
        Planted ben = club().plant();
        String seat = UUID.randomUUID().toString();
        String taken = UUID.randomUUID().toString();
        inSession(em -> em.persist(ticket(em, anna, taken, seat)));
        club().withdraw(anna);
        String free = UUID.randomUUID().toString();
        inSession(em -> em.persist(ticket(em, ben, free, UUID.randomUUID().toString())));
        assertThatThrownBy(() -> club().write(em -> em.persist(ticket(em, ben, free + "2", seat))))
                .isInstanceOf(RuntimeException.class)
                .satisfies(
                        thrown -> assertThat(Throwables.getStackTrace(thrown)).doesNotContain(seat));
        Ticket again = club().read(em -> ticket(em, ben, free + "3", seat));
        assertThatThrownBy(() -> inStatelessSession(session -> session.insert(again)))
                .isInstanceOf(RuntimeException.class)
                .satisfies(
                        thrown -> assertThat(Throwables.getStackTrace(thrown)).doesNotContain(seat));
        assertThat(club().sql("select seat from Ticket where id = '" + taken + "'"))
                .containsExactly(seat);
    }

    @Door(number = 46, name = "key collision", row = "refused by the database, unharmed")
    void keyCollision() {
        Planted anna = club().plant();
        Planted ben = club().plant();
        String id = UUID.randomUUID().toString();
        inSession(em -> em.persist(ticket(em, anna, id, "anna" + id)));
        club().withdraw(anna);
        Ticket intruder = club().read(em -> ticket(em, ben, id, "ben" + id));
        assertThatThrownBy(() -> inSession(em -> em.persist(intruder))).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> inSession(em -> em.merge(intruder))).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> inStatelessSession(session -> session.insert(intruder)))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> inStatelessSession(session -> session.update(intruder)))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> inStatelessSession(session -> session.upsert(intruder)))
                .isInstanceOf(RuntimeException.class);
        assertThat(club().sql("select seat from Ticket where id = '" + id + "'"))
                .containsExactly("anna" + id);
    }

    private static Ticket ticket(EntityManager em, Planted owner, String id, String seat) {
        Ticket ticket = new Ticket();
        ticket.id = id;
        ticket.member = em.find(Member.class, owner.member());
        ticket.seat = seat;
        return ticket;
    }

    @Door(
            number = 47,
            name = "optimistic locking by all or by changed values",
            field = "locks as stored",
            sessionOnly = "in a stateless session there are no old values to lock by")
    void optimisticLocking() {
        lockedUpdate(LockedByAll.class, LockedByAll::new);
        lockedUpdate(LockedByDirty.class, LockedByDirty::new);
    }

    private <T extends Variant> void lockedUpdate(Class<T> type, Supplier<T> created) {
        Planted it = club().plant();
        Long id = variant(it, created);
        club().withdraw(it);
        inSession(em -> {
            T found = em.find(type, id);
            assertThat(found.secret()).isNull();
            found.pages = 2;
        });
        assertThatThrownBy(() -> inSession(em -> em.find(type, id).secret("OVERWRITTEN")))
                .hasRootCauseInstanceOf(ConsentRequiredException.class);
        club().grant(it);
        inSession(em -> {
            T found = em.find(type, id);
            assertThat(found.pages).isEqualTo(2);
            assertThat(found.secret()).isEqualTo("SECRET");
            found.secret("OTHER");
        });
        inSession(em -> assertThat(em.find(type, id).secret()).isEqualTo("OTHER"));
    }

    private <T extends Variant> Long variant(Planted it, Supplier<T> created) {
        return club().read(em -> {
            T variant = created.get();
            variant.member = em.find(Member.class, it.member());
            variant.pages = 1;
            variant.secret("SECRET");
            em.persist(variant);
            return variant.id;
        });
    }

    @Door(number = 48, name = "gaps that hidden elements leave", row = "no element; in a list, null at its index")
    void gaps() {
        Planted anna = club().plant();
        Planted ben = club().plant();
        inSession(em -> {
            Team team = em.find(Team.class, ben.team());
            team.board.put("south", em.find(Note.class, anna.note()));
            team.agenda.add(0, em.find(Note.class, anna.note()));
        });
        inSession(em ->
                assertThat(em.find(Team.class, ben.team()).agenda).hasSize(3).doesNotContainNull());
        club().withdraw(anna);
        inSession(em -> {
            Team team = em.find(Team.class, ben.team());
            assertThat(team.board).containsOnlyKeys("north");
            assertThat(team.agenda)
                    .hasSize(3)
                    .satisfies(agenda -> assertThat(agenda.get(0)).isNull());
            assertThat(team.agenda.subList(1, 3)).doesNotContainNull();
        });
        inStatelessSession(session -> {
            Team team = session.get(Team.class, ben.team());
            session.fetch(team.board);
            assertThat(team.board).containsOnlyKeys("north");
        });
    }

    @Door(
            number = 49,
            name = "modified flags of Envers",
            field = "null; that it changed can be seen",
            sessionOnly = SessionOnly.ENVERS)
    void modifiedFlags() {
        Planted it = club().plant();
        Long id = variant(it, LockedByAll::new);
        inSession(em -> em.find(LockedByAll.class, id).summary = "SECRET-CHANGED");
        inSession(em ->
                assertThat(changes(em, id)).extracting(found -> found.summary).contains("SECRET-CHANGED"));
        club().withdraw(it);
        inSession(em -> assertThat(changes(em, id)).isNotEmpty().allMatch(found -> found.summary == null));
    }

    @SuppressWarnings("unchecked")
    private static List<LockedByAll> changes(EntityManager em, Long id) {
        return AuditReaderFactory.get(em)
                .createQuery()
                .forRevisionsOfEntity(LockedByAll.class, true, false)
                .add(AuditEntity.id().eq(id))
                .add(AuditEntity.property("summary").hasChanged())
                .getResultList();
    }

    @Door(number = 49, name = "totals and pages", row = "counts are of what may be seen, and no page is empty")
    void totalsAndPages() {
        Planted anna = club().plant();
        Planted ben = club().plant();
        club().withdraw(anna);
        String query = "from Note n where n.member.id in (%d, %d)".formatted(anna.member(), ben.member());
        inSession(em -> paged(em.unwrap(Session.class), query, ben));
        inStatelessSession(session -> paged(session, query, ben));
    }

    private static void paged(SharedSessionContract session, String query, Planted whose) {
        Long total = session.createQuery("select count(*) " + query, Long.class).getSingleResult();
        List<Note> all = new ArrayList<>();
        for (int page = 0; page < total; page++) {
            List<Note> found = session.createQuery("select n " + query + " order by n.id", Note.class)
                    .setFirstResult(page)
                    .setMaxResults(1)
                    .getResultList();
            assertThat(found).hasSize(1);
            all.addAll(found);
        }
        assertThat(total).isEqualTo(2);
        assertThat(all).allMatch(note -> note.code.startsWith(whose.code()));
    }
}
