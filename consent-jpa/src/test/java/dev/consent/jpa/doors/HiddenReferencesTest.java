package dev.consent.jpa.doors;

import static dev.consent.jpa.doors.Planted.DOCTOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.jpa.doors.club.Doctor;
import dev.consent.jpa.doors.club.Visit;
import jakarta.persistence.criteria.JoinType;
import java.util.List;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.SharedSessionContract;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.query.AuditEntity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;

/** A reference that is a protected field: what it leads to is not hidden, but that it leads there is. */
@DisplayName("References that are hidden themselves")
class HiddenReferencesTest extends Chapter {

    private static Doctor doctor(SharedSessionContract session, Planted it) {
        return session.createQuery("from Doctor d where d.code = :code", Doctor.class)
                .setParameter("code", it.code())
                .getSingleResult();
    }

    private static Visit visit(SharedSessionContract session, Planted it) {
        return session.createQuery("from Visit v where v.member.id = :member", Visit.class)
                .setParameter("member", it.member())
                .getSingleResult();
    }

    private static @Nullable String name(Visit visit) {
        return visit.doctor == null ? null : Hibernate.unproxy(visit.doctor, Doctor.class).name;
    }

    @Door(number = 8, name = "reference that is a field", field = "null")
    void reference() {
        field(
                (session, it) -> {
                    Visit visit = visit(session, it);
                    return name(visit);
                },
                DOCTOR,
                null);
        statelessField(
                (session, it) -> {
                    Visit visit = visit(session, it);
                    if (visit.doctor != null) {
                        session.fetch(visit.doctor);
                    }
                    return name(visit);
                },
                DOCTOR,
                null);
        field(
                (session, it) -> {
                    var graph = session.createEntityGraph(Visit.class);
                    graph.addSubgraph("doctor");
                    Visit visit = session.find(graph, visit(session, it).id);
                    return name(visit);
                },
                DOCTOR,
                null);
    }

    @Door(number = 19, name = "other end of a reference that is hidden", field = "not among the elements, not counted")
    void otherEnd() {
        field((session, it) -> doctor(session, it).visits.size(), 1, 0);
        field((session, it) -> Hibernate.size(doctor(session, it).visits), 1, 0);
        field(
                (session, it) -> Hibernate.contains(
                        doctor(session, it).visits, session.getReference(Visit.class, visit(session, it).id)),
                true,
                false);
        statelessField(
                (session, it) -> {
                    Doctor doctor = doctor(session, it);
                    session.fetch(doctor.visits);
                    return doctor.visits.size();
                },
                1,
                0);
        fields("select size(d.visits) from Doctor d where d.code = :code", List.of(1), List.of(0));
        fields("select 1 from Doctor d join d.visits v where d.code = :code", List.of(1), List.of());
        fields("select 1 from Doctor d where d.code = :code and d.visits is not empty", List.of(1), List.of());
        fields("select 1 from Doctor d where d.code = :code and exists (from d.visits)", List.of(1), List.of());
        fields("select 1 from Doctor d, Visit v where d.code = :code and v member of d.visits", List.of(1), List.of());
    }

    @Door(number = 29, name = "path over a reference that is hidden", field = "no result")
    void path() {
        String visit = " from Visit v where v.member.id = :member";
        fields("select v.doctor.name" + visit, List.of(DOCTOR), List.of());
        fields("select d.name from Visit v join v.doctor d where v.member.id = :member", List.of(DOCTOR), List.of());
        fields("select d.name from Visit v left join v.doctor d where v.member.id = :member", List.of(DOCTOR), NULL);
        fields(
                "select d.name from Visit v join Doctor d on d = v.doctor where v.member.id = :member",
                List.of(DOCTOR),
                List.of());
        fields("select 1" + visit + " and v.doctor.name = '" + DOCTOR + "'", List.of(1), List.of());
    }

    @Door(number = 30, name = "key of a reference that is hidden", field = "null")
    void key() {
        String same = " from Visit v, Doctor d where v.member.id = :member and d.code = :code and ";
        fields("select 1" + same + "v.doctor.id = d.id", List.of(1), List.of());
        fields("select 1" + same + "fk(v.doctor) = d.id", List.of(1), List.of());
        fields("select 1" + same + "v.doctor in (from Doctor)", List.of(1), List.of());
        fields("select v.doctor.id is null from Visit v where v.member.id = :member", List.of(false), List.of(true));
        fields(
                "select count(*) from Visit v where v.member.id = :member and v.doctor is not null",
                List.of(1L),
                List.of(0L));
    }

    @Door(
            number = 66,
            name = "traversal over a reference that is hidden",
            field = "as if not there",
            sessionOnly = SessionOnly.ENVERS)
    void history() {
        field(
                (session, it) -> AuditReaderFactory.get(session)
                        .createQuery()
                        .forEntitiesAtRevision(Visit.class, Integer.MAX_VALUE)
                        .add(AuditEntity.relatedId("member").eq(it.member()))
                        .traverseRelation("doctor", JoinType.INNER)
                        .addProjection(AuditEntity.property("name"))
                        .getResultList(),
                List.of(DOCTOR),
                List.of());
        field(
                (session, it) -> AuditReaderFactory.get(session)
                        .find(Doctor.class, doctor(session, it).id, Integer.MAX_VALUE)
                        .visits
                        .size(),
                1,
                0);
    }

    @Door(
            number = 78,
            name = "key of a hidden reference, when its owner changes",
            field = "kept",
            sessionOnly = "Envers follows no stateless update of what has an audited two-way reference")
    void kept() {
        Planted it = club().plant();
        club().withdraw(it);
        inSession(em -> em.createQuery("from Visit v where v.member.id = :member", Visit.class)
                .setParameter("member", it.member())
                .getSingleResult()
                .minutes++);
        club().grant(it);
        club().write(em -> assertThat(name(visit(em.unwrap(Session.class), it))).isEqualTo(DOCTOR));
    }
}
