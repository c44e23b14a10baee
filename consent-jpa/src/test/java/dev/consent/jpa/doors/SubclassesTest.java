package dev.consent.jpa.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.jpa.doors.club.Society.Entry;
import dev.consent.jpa.doors.club.Society.Praise;
import dev.consent.jpa.doors.club.Society.Remark;
import java.util.List;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.query.AuditEntity;
import org.junit.jupiter.api.DisplayName;

/** A rule of a subclass hides its rows and values from queries of every level, and nothing of the rest. */
@DisplayName("Rules of subclasses")
class SubclassesTest extends WritingChapter {

    @Door(number = 102, name = "query of the root", row = "no result", field = "null")
    void root() {
        rows(
                "select e.title from Entry e where e.member.id = :member order by lower(e.title)",
                List.of("entry", "praised", "SECRET-REMARK"),
                List.of("entry", "praised"));
        fields(
                "select treat(e as Praise).praise from Entry e where type(e) = Praise and e.member.id = :member",
                List.of("SECRET-PRAISE"),
                NULL);
    }

    @Door(number = 102, name = "query of the subclass", row = "no result", field = "null")
    void subclass() {
        rows("select r.title from ClubRemark r where r.member.id = :member", List.of("SECRET-REMARK"), List.of());
        fields("select p.praise from Praise p where p.member.id = :member", List.of("SECRET-PRAISE"), NULL);
    }

    @Door(number = 102, name = "find by the root", row = "not found", field = "null")
    void find() {
        row(
                (session, it) -> {
                    Entry found = session.find(Entry.class, it.remark());
                    return found == null ? NONE : found.title;
                },
                "SECRET-REMARK",
                NONE);
        field((session, it) -> ((Praise) session.find(Entry.class, it.praise())).praise, "SECRET-PRAISE", null);
        statelessRow((session, it) -> session.get(Entry.class, it.remark()) == null ? NONE : "there", "there", NONE);
        statelessField((session, it) -> ((Praise) session.get(Entry.class, it.praise())).praise, "SECRET-PRAISE", null);
    }

    @Door(number = 102, name = "count by type", row = "not counted", field = "not counted")
    void count() {
        rows(
                "select count(*) from Entry e where e.member.id = :member and type(e) = ClubRemark",
                List.of(1L),
                List.of(0L));
        fields("select count(p.praise) from Praise p where p.member.id = :member", List.of(1L), List.of(0L));
    }

    @Door(
            number = 102,
            name = "history of the root",
            row = "no revision",
            field = "null",
            sessionOnly = SessionOnly.ENVERS)
    void history() {
        row(
                (session, it) -> AuditReaderFactory.get(session)
                        .createQuery()
                        .forRevisionsOfEntity(Remark.class, true, false)
                        .add(AuditEntity.id().eq(it.remark()))
                        .addProjection(AuditEntity.property("title"))
                        .getResultList(),
                List.of("SECRET-REMARK"),
                List.of());
        field(
                (session, it) -> AuditReaderFactory.get(session)
                        .createQuery()
                        .forRevisionsOfEntity(Praise.class, true, false)
                        .add(AuditEntity.id().eq(it.praise()))
                        .addProjection(AuditEntity.property("praise"))
                        .getResultList(),
                List.of("SECRET-PRAISE"),
                NULL);
    }

    @Door(number = 102, name = "change of what the root has", field = "kept")
    void kept() {
        Planted it = withdrawn();
        inSession(em -> em.find(Entry.class, it.praise()).title = "praised again");
        inStatelessSession(session -> {
            Entry entry = session.get(Entry.class, it.praise());
            entry.title = "praised once more";
            session.update(entry);
        });
        club().grant(it);
        inSession(em -> assertThat(em.find(Praise.class, it.praise()).praise).isEqualTo("SECRET-PRAISE"));
    }
}
