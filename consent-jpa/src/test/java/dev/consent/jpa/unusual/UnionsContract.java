package dev.consent.jpa.unusual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.jpa.unusual.Unions.Album;
import dev.consent.jpa.unusual.Unions.Essay;
import dev.consent.jpa.unusual.Unions.Exam;
import dev.consent.jpa.unusual.Unions.Folder;
import dev.consent.jpa.unusual.Unions.Margin;
import dev.consent.jpa.unusual.Unions.Medium;
import dev.consent.jpa.unusual.Unions.Paper;
import dev.consent.jpa.unusual.Unions.Photo;
import dev.consent.jpa.unusual.Unions.Video;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Hibernate;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.query.AuditEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hierarchies that keep whole rows in a table per class are hidden, kept and erased like all others. */
abstract class UnionsContract {

    private final TestDatabase database;
    private final Map<String, Long> ids = new HashMap<>();
    private School school;
    private Long anna;

    UnionsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        school = new School(database, Map.of(), Unions.ENTITIES);
        anna = enrol("Anna", "PLANTED");
        enrol("Ben", "BEN");
    }

    @AfterEach
    void close() {
        school.close();
    }

    private Long enrol(String name, String mark) {
        Long pupil = school.enrol(name);
        school.grant(pupil, Reports.class, Contact.class);
        school.write(em -> plant(em, em.find(Pupil.class, pupil), mark));
        return pupil;
    }

    private void plant(EntityManager em, Pupil pupil, String mark) {
        Folder folder = new Folder();
        em.persist(folder);
        Essay essay = new Essay();
        essay.body = mark + "-body";
        Exam exam = new Exam();
        exam.answers = mark + "-answers";
        for (Paper paper : List.of(new Paper(), essay, exam)) {
            paper.pupil = pupil;
            paper.folder = folder;
            paper.title = mark + "-title";
            paper.labels.add(mark + "-label");
            Margin margin = new Margin();
            margin.paper = paper;
            margin.remark = mark + "-remark";
            paper.margins.add(margin);
            em.persist(paper);
            folder.pinned.add(paper);
            folder.first = paper;
            ids.put(mark + paper.getClass().getSimpleName(), paper.id);
        }
        Album album = new Album();
        em.persist(album);
        Photo photo = new Photo();
        photo.place = mark + "-place";
        Video video = new Video();
        video.sound = mark + "-sound";
        for (Medium medium : List.of(photo, video)) {
            medium.pupil = pupil;
            medium.album = album;
            medium.maker = mark + "-maker";
            medium.caption.text = mark + "-caption";
            medium.caption.language = "nl";
            medium.faces.add(mark + "-face");
            em.persist(medium);
            ids.put(mark + medium.getClass().getSimpleName(), medium.id);
        }
        ids.put(mark + "Folder", folder.id);
        ids.put(mark + "Album", album.id);
    }

    private Long id(String entity) {
        return ids.get("PLANTED" + entity);
    }

    private static List<String> strings(EntityManager em, String query) {
        return em.createQuery(query, String.class).getResultList();
    }

    private static List<Object> past(EntityManager em, Class<?> entity, String attribute) {
        List<?> found = AuditReaderFactory.get(em)
                .createQuery()
                .forRevisionsOfEntity(entity, true, true)
                .addProjection(AuditEntity.property(attribute))
                .getResultList();
        return new ArrayList<>(found);
    }

    @Test
    void hiddenRowsAreInNoneOfTheTables() {
        school.withdraw(anna, Reports.class);
        school.write(em -> {
            assertThat(em.find(Paper.class, id("Paper"))).isNull();
            assertThat(em.find(Paper.class, id("Essay"))).isNull();
            assertThat(em.find(Essay.class, id("Essay"))).isNull();
            assertThat(strings(em, "select p.title from Paper p"))
                    .containsOnly("BEN-title")
                    .hasSize(3);
            assertThat(strings(em, "select e.body from Essay e")).containsExactly("BEN-body");
            assertThat(strings(em, "select treat(p as Exam).answers from Paper p"))
                    .doesNotContain("PLANTED-answers");
            assertThat(em.createQuery("select count(*) from Paper p where type(p) = Exam", Long.class)
                            .getSingleResult())
                    .isEqualTo(1);
            assertThat(strings(em, "select l from Paper p join p.labels l")).containsOnly("BEN-label");
            assertThat(strings(em, "select p.title from Folder f join f.papers p"))
                    .containsOnly("BEN-title");
            assertThat(strings(em, "select p.title from Folder f join f.pinned p"))
                    .containsOnly("BEN-title");
            assertThat(strings(em, "select p.title from Folder f left join f.first p"))
                    .containsExactlyInAnyOrder(null, "BEN-title");
            assertThat(strings(em, "select m.remark from Margin m where m.remark is not null"))
                    .containsOnly("BEN-remark");
            Folder folder = em.find(Folder.class, id("Folder"));
            assertThat(folder.papers).isEmpty();
            assertThat(folder.pinned).isEmpty();
            assertThatThrownBy(() -> Hibernate.initialize(folder.first)).isInstanceOf(PersistenceException.class);
        });
        school.stateless(session -> {
            assertThat(session.get(Paper.class, id("Exam"))).isNull();
            assertThat(session.get(Exam.class, id("Exam"))).isNull();
            return null;
        });
    }

    @Test
    void hiddenFieldsReadAsNullFromRootAndSubclass() {
        school.withdraw(anna, Reports.class, Contact.class);
        school.write(em -> {
            Photo photo = em.find(Photo.class, id("Photo"));
            assertThat(photo.place).isNull();
            assertThat(photo.maker).isNull();
            assertThat(photo.caption.text).isNull();
            assertThat(photo.caption.language).isEqualTo("nl");
            assertThat(photo.faces).isEmpty();
            Video video = (Video) em.find(Medium.class, id("Video"));
            assertThat(video.sound).isNull();
            assertThat(video.maker).isNull();
            assertThat(strings(em, "select m.maker from Medium m where m.maker is not null"))
                    .containsExactly("BEN-maker", "BEN-maker");
            assertThat(strings(em, "select m.caption.text from Medium m where m.caption.text like '%caption'"))
                    .containsExactly("BEN-caption", "BEN-caption");
            assertThat(strings(em, "select v.sound from Video v where v.sound is not null"))
                    .containsExactly("BEN-sound");
            assertThat(strings(em, "select max(treat(m as Photo).place) from Medium m"))
                    .containsExactly("BEN-place");
            assertThat(strings(em, "select f from Medium m join m.faces f")).containsOnly("BEN-face");
            assertThat(((Album) Hibernate.unproxy(em.find(Album.class, id("Album")))).media)
                    .hasSize(2)
                    .allMatch(medium -> medium.maker == null && medium.caption.text == null);
        });
        school.grant(anna, Contact.class);
        school.write(em -> assertThat(em.find(Photo.class, id("Photo")).maker).isEqualTo("PLANTED-maker"));
    }

    @Test
    void theHistoryIsHiddenToo() {
        school.withdraw(anna, Reports.class, Contact.class);
        school.write(em -> {
            assertThat(past(em, Paper.class, "title")).hasSize(3).containsOnly("BEN-title");
            assertThat(past(em, Essay.class, "body")).containsExactly("BEN-body");
            assertThat(past(em, Medium.class, "maker")).hasSize(4).containsOnly(null, "BEN-maker");
            assertThat(past(em, Photo.class, "place")).hasSize(2).containsOnly(null, "BEN-place");
            assertThat(past(em, Margin.class, "remark")).hasSize(6).containsOnly(null, "BEN-remark");
            assertThat(AuditReaderFactory.get(em).find(Exam.class, id("Exam"), 100))
                    .isNull();
        });
    }

    @Test
    void nothingIsLostByHiding() {
        Photo copy = school.read(em -> {
            school.decideIn(em, anna, false, Reports.class, Contact.class);
            Photo photo = em.find(Photo.class, id("Photo"));
            Hibernate.initialize(photo.faces);
            return photo;
        });
        school.write(em -> {
            em.find(Medium.class, id("Photo")).pixels = 1;
            em.find(Video.class, id("Video")).caption.language = "en";
            em.find(Folder.class, id("Folder")).name = "north";
            em.createQuery("from Margin", Margin.class).getResultList();
        });
        school.stateless(session -> {
            Video video = session.get(Video.class, id("Video"));
            video.pixels = 2;
            session.update(video);
            session.upsert(video);
            Folder folder = session.get(Folder.class, id("Folder"));
            folder.name = "west";
            session.update(folder);
            return null;
        });
        school.grant(anna, Reports.class, Contact.class);
        copy.pixels = 3;
        school.write(em -> em.merge(copy));
        school.write(em -> {
            Photo photo = em.find(Photo.class, id("Photo"));
            assertThat(photo.pixels).isEqualTo(3);
            assertThat(photo.place).isEqualTo("PLANTED-place");
            assertThat(photo.maker).isEqualTo("PLANTED-maker");
            assertThat(photo.caption.text).isEqualTo("PLANTED-caption");
            assertThat(photo.faces).containsExactly("PLANTED-face");
            Video video = em.find(Video.class, id("Video"));
            assertThat(video.caption.text).isEqualTo("PLANTED-caption");
            assertThat(video.sound).isEqualTo("PLANTED-sound");
            Folder folder = em.find(Folder.class, id("Folder"));
            assertThat(((Paper) Hibernate.unproxy(folder.first)).title).isEqualTo("PLANTED-title");
            assertThat(folder.papers).hasSize(3);
            assertThat(folder.pinned).hasSize(3);
        });
        for (String table : List.of("Photo_AUD", "Video_AUD")) {
            assertThat(school.sql("select count(*) from " + table + " where maker is null or text is null"))
                    .containsExactly("0");
        }
    }

    @Test
    void nobodyWritesWithoutConsentNorInBulk() {
        school.withdraw(anna, Reports.class, Contact.class);
        assertThatThrownBy(() -> school.write(em -> {
                    Essay essay = new Essay();
                    essay.pupil = em.find(Pupil.class, anna);
                    em.persist(essay);
                }))
                .hasStackTraceContaining(ConsentRequiredException.class.getName());
        assertThatThrownBy(() -> school.write(em -> em.find(Photo.class, id("Photo")).place = "new"))
                .hasStackTraceContaining(ConsentRequiredException.class.getName());
        for (String bulk : List.of(
                "update Photo set place = place || 'x'",
                "update Medium set maker = 'x'",
                "update Photo set maker = 'x'",
                "update Medium set pixels = length(maker)",
                "delete from Photo where maker is null",
                "delete from Medium where caption.text is null")) {
            assertThat(catchThrowable(
                            () -> school.write(em -> em.createQuery(bulk).executeUpdate())))
                    .describedAs(bulk)
                    .hasStackTraceContaining("dev.consent");
        }
        assertThat(school.sql("select count(*) from Photo where place = 'PLANTED-place'"))
                .containsExactly("1");
    }

    @Test
    void everyTableIsErasedAndNothingOfOthers() {
        school.write(em -> {
            Folder folder = em.find(Folder.class, id("Folder"));
            folder.first = null;
            folder.pinned.clear();
            em.flush();
            em.remove(em.find(Exam.class, id("Exam")));
            em.remove(em.find(Video.class, id("Video")));
        });
        int others = school.whereIs("BEN").size();
        school.withdraw(anna, Reports.class, Contact.class);
        school.clock.advance(Duration.ofHours(13));
        assertThat(school.consent.erasure().sweep().failed()).isZero();
        assertThat(school.whereIs("PLANTED")).isEmpty();
        assertThat(school.whereIs("BEN")).hasSize(others);
        assertThat(school.sql("select count(*) from Essay_AUD where body is null"))
                .containsExactly("1");
        assertThat(school.sql("select count(*) from Photo")).containsExactly("2");
    }
}
