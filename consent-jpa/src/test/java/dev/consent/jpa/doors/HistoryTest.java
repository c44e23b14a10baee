package dev.consent.jpa.doors;

import static dev.consent.jpa.doors.Planted.ACCOUNT;
import static dev.consent.jpa.doors.Planted.MAIL;
import static dev.consent.jpa.doors.Planted.PHONE;
import static dev.consent.jpa.doors.Planted.STREET;
import static dev.consent.jpa.doors.Planted.TAG;
import static dev.consent.jpa.doors.Planted.TEXT;
import static dev.consent.jpa.doors.ReadingEntitiesTest.text;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.PersonalData;
import dev.consent.jpa.doors.club.Locker;
import dev.consent.jpa.doors.club.Member;
import dev.consent.jpa.doors.club.Note;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.criteria.JoinType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.envers.AuditReader;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.query.AuditEntity;
import org.hibernate.envers.query.AuditQuery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;

/** Envers reads with sessions only. */
@DisplayName("History")
class HistoryTest extends Chapter {

    @Door(number = 65, name = "find in the past", row = "not found", field = "null", sessionOnly = SessionOnly.ENVERS)
    void find() {
        row((session, it) -> text(past(session, Note.class, it.note())), TEXT, NONE);
        field((session, it) -> past(session, Member.class, it.member()).email, MAIL, null);
        field(
                (session, it) -> {
                    Member past = past(session, Member.class, it.member());
                    return past.home == null ? null : past.home.street;
                },
                STREET,
                null);
        field((session, it) -> Set.copyOf(past(session, Member.class, it.member()).phones), Set.of(PHONE), Set.of());
        field(
                (session, it) -> Map.copyOf(past(session, Member.class, it.member()).accounts),
                Map.of("forum", ACCOUNT),
                Map.of());
    }

    @Door(number = 65, name = "revisions", row = "none", sessionOnly = SessionOnly.ENVERS)
    void revisions() {
        row((session, it) -> reader(session).getRevisions(Note.class, it.note()).isEmpty(), false, true);
        row(
                (session, it) -> revisionsOf(session, Note.class, it.note())
                        .getResultList()
                        .isEmpty(),
                false,
                true);
        row(
                (session, it) -> reader(session)
                        .createQuery()
                        .forEntitiesAtRevision(Note.class, now(session))
                        .add(AuditEntity.id().eq(it.note()))
                        .getResultList()
                        .size(),
                1,
                0);
    }

    @Door(
            number = 65,
            name = "revisions of an entity",
            row = "none",
            field = "null in each",
            sessionOnly = SessionOnly.ENVERS)
    void revisionsOfEntity() {
        row(
                (session, it) -> revisionsOf(session, Note.class, it.note())
                        .getResultList()
                        .size(),
                1,
                0);
        field(
                (session, it) -> ((List<?>)
                                revisionsOf(session, Member.class, it.member()).getResultList())
                        .stream().anyMatch(found -> MAIL.equals(((Member) found).email)),
                true,
                false);
    }

    @Door(
            number = 66,
            name = "projection, predicate, order",
            row = "none",
            field = "null",
            sessionOnly = SessionOnly.ENVERS)
    void projectionAndPredicate() {
        row(
                (session, it) -> revisionsOf(session, Note.class, it.note())
                        .addProjection(AuditEntity.property("text"))
                        .getResultList(),
                List.of(TEXT),
                List.of());
        row(
                (session, it) -> revisionsOf(session, Note.class, it.note())
                        .add(AuditEntity.property("text").like("SECRET%"))
                        .getResultList()
                        .size(),
                1,
                0);
        field(
                (session, it) -> revisionsOf(session, Member.class, it.member())
                        .addProjection(AuditEntity.property("email").max())
                        .getResultList(),
                List.of(MAIL),
                NULL);
        field(
                (session, it) -> revisionsOf(session, Member.class, it.member())
                        .add(AuditEntity.property("email").eq(MAIL))
                        .getResultList()
                        .isEmpty(),
                false,
                true);
        field(
                (session, it) -> revisionsOf(session, Member.class, it.member())
                        .add(AuditEntity.property("home_street").eq(STREET))
                        .getResultList()
                        .isEmpty(),
                false,
                true);
    }

    @Door(
            number = 66,
            name = "traversal to another entity",
            row = "as if not there",
            field = "no match",
            sessionOnly = SessionOnly.ENVERS)
    void traversal() {
        row(
                (session, it) -> lockers(session, it)
                        .traverseRelation("lazy", JoinType.INNER)
                        .add(AuditEntity.property("text").eq(TEXT))
                        .up()
                        .getResultList()
                        .size(),
                1,
                0);
        row(
                (session, it) -> followed(() ->
                        text(Hibernate.unproxy(past(session, Locker.class, it.locker()).eager, Note.class))),
                TEXT,
                NONE);
        field(
                (session, it) -> lockers(session, it)
                        .traverseRelation("lazyHolder", JoinType.INNER)
                        .add(AuditEntity.property("email").eq(MAIL))
                        .up()
                        .getResultList()
                        .size(),
                1,
                0);
    }

    private static AuditQuery lockers(Session session, Planted it) {
        return reader(session)
                .createQuery()
                .forEntitiesAtRevision(Locker.class, now(session))
                .add(AuditEntity.id().eq(it.locker()));
    }

    @Door(
            number = 67,
            name = "cross-type reader",
            row = "not among the entities",
            field = "null",
            sessionOnly = SessionOnly.ENVERS)
    void crossType() {
        row(
                (session, it) -> changedWith(session, it, Note.class).stream()
                        .map(found -> ((Note) found).id)
                        .collect(Collectors.toSet())
                        .size(),
                2,
                0);
        field(
                (session, it) -> changedWith(session, it, Member.class).stream()
                        .map(found -> (Member) found)
                        .filter(found -> found.id.equals(it.member()))
                        .findFirst()
                        .orElseThrow()
                        .email,
                MAIL,
                null);
    }

    /** What changed together with the locker. */
    private static List<Object> changedWith(Session session, Planted it, Class<?> type) {
        Number revision =
                reader(session).getRevisions(Locker.class, it.locker()).get(0);
        return reader(session).getCrossTypeRevisionChangesReader().findEntities(revision).stream()
                .filter(Objects::nonNull)
                .filter(type::isInstance)
                .toList();
    }

    @Door(number = 68, name = "HQL on the history entity", row = "no result", field = "null")
    void hql() {
        String note = Note.class.getName() + "_AUD";
        String member = Member.class.getName() + "_AUD";
        rows("select h.text from " + note + " h where h.originalId.id = :note", List.of(TEXT), List.of());
        rows(
                "select count(*) from Locker l cross join " + note
                        + " h where l.id = :locker and h.originalId.id = :note",
                List.of(1L),
                List.of(0L));
        rows(
                "select h.originalId.element from Note_tags_AUD h where h.originalId.Note_id = :note",
                List.of(TAG),
                List.of());
        fields("select max(h.email) from " + member + " h where h.originalId.id = :member", List.of(MAIL), NULL);
        fields(
                "select max(h.home_street) from " + member + " h where h.originalId.id = :member",
                List.of(STREET),
                NULL);
        fields(
                "select count(*) from Member_phones_AUD h where h.originalId.Member_id = :member",
                List.of(1L),
                List.of(0L));
    }

    /** Personal data with a log that Hibernate keeps itself, next to or instead of Envers. */
    @Entity(name = "Logged")
    @org.hibernate.annotations.Audited
    @PersonalData(purpose = Reports.class, subject = "member")
    static class Logged {
        @Id
        Long id;

        @ManyToOne
        Member member;

        String text;
    }

    @Door(number = 69, name = "the audit log of Hibernate itself", row = "refused at boot", field = "refused at boot")
    void hibernatesOwnLog() {
        places.add(Place.BOOT);
        assertThatThrownBy(() -> Clubhouse.own(ground, Map.of(), Logged.class))
                .hasStackTraceContaining("Logged: Hibernate keeps earlier versions of it");
    }

    private static AuditReader reader(Session session) {
        return AuditReaderFactory.get(session);
    }

    private static Number now(Session session) {
        return reader(session).getRevisionNumberForDate(new java.util.Date());
    }

    private static <T> @Nullable T past(Session session, Class<T> type, Object id) {
        return reader(session).find(type, id, now(session));
    }

    private static AuditQuery revisionsOf(Session session, Class<?> type, Object id) {
        return reader(session)
                .createQuery()
                .forRevisionsOfEntity(type, true, false)
                .add(AuditEntity.id().eq(id));
    }
}
