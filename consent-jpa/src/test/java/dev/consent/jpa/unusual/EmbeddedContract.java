package dev.consent.jpa.unusual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.jpa.unusual.Embedded.Held;
import dev.consent.jpa.unusual.Embedded.Lesson;
import dev.consent.jpa.unusual.Embedded.Minutes;
import dev.consent.jpa.unusual.Embedded.Talk;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.envers.AuditReaderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Data that reaches its person through a reference inside an embedded value is hidden, kept and erased like all. */
abstract class EmbeddedContract {

    private final TestDatabase database;
    private final String guards;
    private final Map<Long, UUID> lessons = new HashMap<>();
    private School school;
    private Long anna;
    private Long ben;

    EmbeddedContract(TestDatabase database, String guards) {
        this.database = database;
        this.guards = guards;
    }

    @BeforeEach
    void open() {
        school = new School(database, Map.of(ConsentSettings.GUARDS, guards), Embedded.ENTITIES);
        anna = school.enrol("Anna");
        ben = school.enrol("Ben");
        for (Long pupil : List.of(anna, ben)) {
            school.grant(pupil, Reports.class, Contact.class);
            school.write(em -> plant(em, pupil, pupil.equals(anna) ? "PLANTED" : "BEN"));
        }
    }

    @AfterEach
    void close() {
        school.close();
    }

    private void plant(EntityManager em, Long pupilId, String mark) {
        Pupil pupil = em.find(Pupil.class, pupilId);
        Lesson lesson = lesson(pupil, mark + "-lesson");
        lesson.marks.add(mark + "-mark");
        em.persist(lesson);
        lessons.put(pupilId, lesson.id);
        Minutes minute = new Minutes();
        minute.lesson = lesson;
        minute.text = mark + "-minute";
        em.persist(minute);
        em.persist(talk(pupil, mark));
    }

    private static Lesson lesson(Pupil pupil, String text) {
        Lesson lesson = new Lesson();
        lesson.plan.details.pupil = pupil;
        lesson.plan.details.room = "north";
        lesson.text = text;
        return lesson;
    }

    private static Talk talk(Pupil pupil, String mark) {
        Talk talk = new Talk();
        talk.setCode("code of " + pupil.id);
        talk.setHeld(new Held(pupil, "south"));
        talk.setText(mark + "-talk");
        talk.getNotes().add(mark + "-noted");
        return talk;
    }

    private Talk talk(EntityManager em, Long pupil) {
        return em.find(Talk.class, "code of " + pupil);
    }

    private static List<String> strings(EntityManager em, String query) {
        return em.createQuery(query, String.class).getResultList();
    }

    @Test
    void whatIsOneReferenceAwayCarriesTheCopyOfTheMask() {
        for (String table : List.of("lesson", "talk")) {
            assertThat(school.columns(table).contains("consent_mask")).isEqualTo(guards.equals("stamped"));
        }
        assertThat(school.consent.driftedStamps()).isEmpty();
    }

    @Test
    void hiddenDataIsNotThere() {
        school.withdraw(anna, Reports.class);
        school.write(em -> {
            assertThat(em.find(Lesson.class, lessons.get(anna))).isNull();
            assertThat(em.find(Lesson.class, lessons.get(ben)).text).isEqualTo("BEN-lesson");
            assertThat(strings(em, "select l.text from Lesson l")).containsExactly("BEN-lesson");
            assertThat(strings(em, "select m from Lesson l join l.marks m")).containsExactly("BEN-mark");
            assertThat(strings(em, "select m.text from Minutes m")).containsExactly("BEN-minute");
            assertThat(talk(em, anna).getText()).isNull();
            assertThat(talk(em, anna).getNotes()).isEmpty();
            assertThat(strings(em, "select t.text from Talk t where t.text is not null"))
                    .containsExactly("BEN-talk");
        });
        school.stateless(session -> {
            assertThat(session.get(Lesson.class, lessons.get(anna))).isNull();
            return null;
        });
        assertThat(school.consent.driftedStamps()).isEmpty();
    }

    @Test
    void theirHistoryIsHiddenToo() {
        school.withdraw(anna, Reports.class);
        school.write(em -> {
            var reader = AuditReaderFactory.get(em);
            assertThat(reader.getRevisions(Lesson.class, lessons.get(anna))).isEmpty();
            assertThat(reader.getRevisions(Lesson.class, lessons.get(ben))).hasSize(1);
            List<?> minutes = reader.createQuery()
                    .forRevisionsOfEntity(Minutes.class, true, true)
                    .getResultList();
            assertThat(minutes.size()).isEqualTo(1);
        });
    }

    @Test
    void hiddenValuesAreKept() {
        school.withdraw(anna, Reports.class);
        Talk copy = school.read(em -> {
            Talk talk = talk(em, anna);
            talk.setLength(5);
            return talk;
        });
        school.write(em -> talk(em, anna).setHeld(new Held(em.find(Pupil.class, anna), "west")));
        school.stateless(session -> {
            Talk talk = session.get(Talk.class, "code of " + anna);
            talk.setLength(6);
            session.update(talk);
            return null;
        });
        school.grant(anna, Reports.class);
        copy.setNotes(new HashSet<>());
        school.write(em -> em.merge(copy));
        school.write(em -> {
            assertThat(talk(em, anna).getText()).isEqualTo("PLANTED-talk");
            assertThat(talk(em, anna).getNotes()).containsExactly("PLANTED-noted");
            assertThat(em.find(Lesson.class, lessons.get(anna)).text).isEqualTo("PLANTED-lesson");
        });
        assertThat(school.consent.driftedStamps()).isEmpty();
    }

    @Test
    void nobodyWritesWithoutConsent() {
        Long carl = school.enrol("Carl");
        assertThatThrownBy(() -> school.write(em -> em.persist(lesson(em.find(Pupil.class, carl), "text"))))
                .hasStackTraceContaining(ConsentRequiredException.class.getName());
        assertThatThrownBy(() -> school.write(em -> em.persist(lesson(null, "text"))))
                .hasStackTraceContaining(ConsentRequiredException.class.getName());
        assertThatThrownBy(() -> school.write(em -> em.persist(talk(em.find(Pupil.class, carl), "text"))))
                .hasStackTraceContaining(ConsentRequiredException.class.getName());
    }

    @Test
    void movingToAnotherPersonAsksBothAndWritesTheCopyAnew() {
        school.withdraw(ben, Reports.class);
        assertThatThrownBy(() -> school.write(
                        em -> em.find(Lesson.class, lessons.get(anna)).plan.details.pupil = em.find(Pupil.class, ben)))
                .hasStackTraceContaining("Lesson");
        school.grant(ben, Reports.class);
        school.write(em -> em.find(Lesson.class, lessons.get(anna)).plan.details.pupil = em.find(Pupil.class, ben));
        school.withdraw(ben, Reports.class, Contact.class);
        school.write(
                em -> assertThat(strings(em, "select l.text from Lesson l")).isEmpty());
        assertThat(school.consent.driftedStamps()).isEmpty();
    }

    @Test
    void everythingOfOnePersonIsErasedAndNothingOfOthers() {
        int others = school.whereIs("BEN").size();
        assertThat(school.whereIs("PLANTED")).isNotEmpty();
        school.withdraw(anna, Reports.class, Contact.class);
        school.clock.advance(Duration.ofHours(13));
        assertThat(school.consent.erasure().sweep().failed()).isZero();
        assertThat(school.whereIs("PLANTED")).isEmpty();
        assertThat(school.whereIs("BEN")).hasSize(others);
        assertThat(school.sql("select count(*) from Talk")).containsExactly("2");
    }
}
