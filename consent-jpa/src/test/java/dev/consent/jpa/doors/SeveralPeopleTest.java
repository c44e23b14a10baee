package dev.consent.jpa.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.SubjectId;
import dev.consent.jpa.doors.club.Member;
import dev.consent.jpa.doors.club.Society.Banner;
import dev.consent.jpa.doors.club.Society.Photo;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.hibernate.SharedSessionContract;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.query.AuditEntity;
import org.junit.jupiter.api.DisplayName;

/** Data about several people is there only while each of them allows it. */
@DisplayName("Several people")
class SeveralPeopleTest extends WritingChapter {

    private static final String PHOTOS = "select p.title from ClubPhoto p where p.id = :photo";
    private static final String BANNERS = "select b.names from Banner b where b.id = :banner";

    /** The one withdraws, the other does not. */
    private Planted oneOfTwo() {
        Planted it = club().plant();
        club().write(em ->
                club().decideIn(em, SubjectId.of(Member.class, it.partner()), false, Contact.class, Reports.class));
        return it;
    }

    private static String photo(EntityManager em, Planted it) {
        Photo found = em.find(Photo.class, it.photo());
        return found == null ? NONE : found.title;
    }

    @Door(number = 101, name = "query, about several people", row = "no result", field = "null")
    void query() {
        rows(PHOTOS, List.of("SECRET-PHOTO"), List.of());
        fields(BANNERS, List.of("SECRET-NAMES"), NULL);
    }

    @Door(number = 101, name = "query, when one of them withdraws", row = "no result", field = "null")
    void oneWithdraws() {
        Planted it = oneOfTwo();
        inSession(em -> nothing(em.unwrap(SharedSessionContract.class), it));
        inStatelessSession(session -> nothing(session, it));
    }

    private static void nothing(SharedSessionContract session, Planted it) {
        assertThat(list(session, PHOTOS, it)).isEmpty();
        assertThat(list(session, BANNERS, it)).isEqualTo(NULL);
        assertThat(list(session, "select count(*) from ClubPhoto p where p.id = :photo", it))
                .containsExactly(0L);
    }

    @Door(number = 101, name = "find, about several people", row = "not found", field = "null")
    void find() {
        row((session, it) -> photo(session, it), "SECRET-PHOTO", NONE);
        field((session, it) -> session.find(Banner.class, it.banner()).names, "SECRET-NAMES", null);
        statelessField((session, it) -> session.get(Banner.class, it.banner()).names, "SECRET-NAMES", null);
        Planted it = oneOfTwo();
        inSession(em -> {
            assertThat(photo(em, it)).isEqualTo(NONE);
            assertThat(em.find(Banner.class, it.banner()).names).isNull();
        });
        inStatelessSession(
                session -> assertThat(session.get(Photo.class, it.photo())).isNull());
    }

    @Door(number = 101, name = "path over the people", row = "no result", field = "no result")
    void path() {
        rows(
                "select p.title from ClubPhoto p join p.people m where m.id = :member",
                List.of("SECRET-PHOTO"),
                List.of());
        fields(
                "select b.height from Banner b join b.people m where m.id = :member and b.names like 'SECRET%'",
                List.of(2), List.of());
    }

    @Door(
            number = 101,
            name = "history, about several people",
            row = "no revision",
            field = "null",
            sessionOnly = SessionOnly.ENVERS)
    void history() {
        row(
                (session, it) -> AuditReaderFactory.get(session)
                        .createQuery()
                        .forRevisionsOfEntity(Photo.class, true, false)
                        .add(AuditEntity.id().eq(it.photo()))
                        .addProjection(AuditEntity.property("title"))
                        .getResultList(),
                List.of("SECRET-PHOTO"),
                List.of());
        field(
                (session, it) -> AuditReaderFactory.get(session)
                        .createQuery()
                        .forRevisionsOfEntity(Banner.class, true, false)
                        .add(AuditEntity.id().eq(it.banner()))
                        .addProjection(AuditEntity.property("names"))
                        .getResultList(),
                List.of("SECRET-NAMES"),
                NULL);
    }

    @Door(number = 101, name = "link to somebody who did not agree", row = "refused", field = "refused")
    void linked() {
        Planted it = club().plant();
        Planted other = withdrawn();
        refused(() -> inSession(em -> em.find(Photo.class, it.photo()).people.add(member(em, other))));
        refused(() -> inSession(em -> em.find(Banner.class, it.banner()).people.add(member(em, other))));
        refused(() -> inStatelessSession(session -> {
            Photo photo = session.get(Photo.class, it.photo());
            session.fetch(photo.people);
            photo.people.add(session.get(Member.class, other.member()));
            session.update(photo);
        }));
    }

    @Door(number = 101, name = "change of another attribute, about several people", field = "kept")
    void kept() {
        Planted it = oneOfTwo();
        inSession(em -> em.find(Banner.class, it.banner()).height = 3);
        inStatelessSession(session -> {
            Banner banner = session.get(Banner.class, it.banner());
            banner.height = 4;
            session.update(banner);
        });
        club().grant(it);
        inSession(em -> assertThat(em.find(Banner.class, it.banner()).names).isEqualTo("SECRET-NAMES"));
    }
}
