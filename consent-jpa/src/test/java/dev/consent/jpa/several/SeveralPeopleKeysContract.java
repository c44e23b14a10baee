package dev.consent.jpa.several;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.jpa.several.Murals.Face;
import dev.consent.jpa.several.Murals.Frieze;
import dev.consent.jpa.several.Murals.Mural;
import dev.consent.jpa.several.Murals.Place;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class SeveralPeopleKeysContract {

    private static final Place HERE = new Place("hall", 1);
    private static final Place THERE = new Place("hall", 2);

    private final TestDatabase database;
    private School school;
    private Long anna;
    private Long ben;
    private Long carl;

    SeveralPeopleKeysContract(TestDatabase database) {
        this.database = database;
    }

    /** Anna and Ben are here, Anna alone is there; Carl was never asked. */
    @BeforeEach
    void paint() {
        school = new School(database, Map.of(), Murals.ENTITIES);
        anna = school.enrol("Anna");
        ben = school.enrol("Ben");
        carl = school.enrol("Carl");
        school.grant(anna, Reports.class);
        school.grant(ben, Reports.class);
        school.write(em -> {
            paint(em, HERE, anna, ben);
            paint(em, THERE, anna);
        });
    }

    @AfterEach
    void close() {
        school.close();
    }

    private static void paint(EntityManager em, Place place, Long... pupils) {
        Mural mural = new Mural();
        mural.place = place;
        mural.title = "PLANTED-MURAL";
        Frieze frieze = new Frieze();
        frieze.place = place;
        frieze.title = "PLANTED-FRIEZE";
        for (Long pupil : pupils) {
            mural.children.add(em.find(Pupil.class, pupil));
            frieze.faces.add(face(em, frieze, pupil));
        }
        em.persist(mural);
        em.persist(frieze);
    }

    private static Face face(EntityManager em, Frieze frieze, Long pupil) {
        Face face = new Face();
        face.frieze = frieze;
        face.child = em.find(Pupil.class, pupil);
        return face;
    }

    private void assertSeen(Place... places) {
        for (String entity : List.of("Mural", "Frieze")) {
            assertThat(school.<List<Place>>read(
                            em -> em.createQuery("select p.place from " + entity + " p", Place.class)
                                    .getResultList()))
                    .as(entity)
                    .containsExactlyInAnyOrder(places);
        }
        for (Class<?> entity : List.of(Mural.class, Frieze.class)) {
            assertThat(school.<Long>read(em -> em.createQuery(
                                    "select count(*) from " + entity.getName() + "_AUD h where h.REVTYPE = 0",
                                    Long.class)
                            .getSingleResult()))
                    .as("history of " + entity.getSimpleName())
                    .isEqualTo(places.length);
        }
    }

    private void assertStored(String table, long rows) {
        assertThat(school.sql("select count(*) from " + table)).as(table).containsExactly(String.valueOf(rows));
    }

    private static void assertRefused(ThrowingCallable write) {
        assertThatThrownBy(write).hasStackTraceContaining(ConsentRequiredException.class.getName());
    }

    @Test
    void everybodyHasToAllowIt() {
        assertSeen(HERE, THERE);
        school.withdraw(ben, Reports.class);
        assertSeen(THERE);
        school.grant(ben, Reports.class);
        assertSeen(HERE, THERE);
    }

    @Test
    void nobodyIsLinkedWithoutConsent() {
        assertRefused(() ->
                school.write(em -> em.find(Mural.class, HERE).children.add(em.find(Pupil.class, carl))));
        assertRefused(() -> school.write(em -> em.persist(face(em, em.find(Frieze.class, HERE), carl))));
        assertRefused(() -> school.stateless(session -> {
            Face face = new Face();
            face.frieze = session.get(Frieze.class, HERE);
            face.child = session.get(Pupil.class, carl);
            session.upsert(face);
            return face;
        }));
        assertSeen(HERE, THERE);
    }

    @Test
    void theWithdrawalOfOneErasesItForAll() {
        school.withdraw(ben, Reports.class);
        school.clock.advance(Duration.ofHours(13));
        assertThat(school.consent.erasure().sweep().failed()).isZero();
        for (String table : List.of("Mural", "Frieze", "Mural_Pupil", "Face")) {
            assertStored(table, 1);
        }
        for (String history : List.of("Mural_AUD", "Frieze_AUD")) {
            assertStored(history + " where title is not null", 1);
        }
        assertSeen(THERE);
    }
}
