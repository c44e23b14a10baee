package dev.consent.jpa.hiding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.consent.ConsentException;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Address;
import dev.consent.jpa.model.Agenda;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hidden means hidden through every door, and visible means visible through every door. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HidingContract {

    enum Choice {
        GRANTED,
        NEVER_DECIDED,
        WITHDRAWN,
        GRANTED_AGAIN
    }

    private final School school;
    private final Map<Choice, Planted> planted = new EnumMap<>(Choice.class);

    HidingContract(TestDatabase database) {
        school = School.on(database);
    }

    @BeforeAll
    void plant() {
        for (Choice choice : Choice.values()) {
            Long pupil = school.enrol("Pupil " + choice);
            school.grant(pupil, Purposes.Reports.class, Purposes.Contact.class);
            planted.put(choice, plant(pupil));
        }
        school.withdraw(pupil(Choice.WITHDRAWN), Purposes.Reports.class, Purposes.Contact.class);
        school.withdraw(pupil(Choice.GRANTED_AGAIN), Purposes.Reports.class, Purposes.Contact.class);
        school.grant(pupil(Choice.GRANTED_AGAIN), Purposes.Reports.class, Purposes.Contact.class);
        // Data that was there before anybody was asked: as if the ledger had never heard of the person.
        String key = pupil(Choice.NEVER_DECIDED).toString();
        school.execute("delete from consent_subject where subject_key = '" + key + "'");
        school.execute("delete from consent_record where subject_key = '" + key + "'");
        school.consent.registerSubjects();
    }

    private Long pupil(Choice choice) {
        return planted.get(choice).pupil();
    }

    private Planted plant(Long id) {
        return school.read(em -> {
            Pupil pupil = em.find(Pupil.class, id);
            pupil.email = Doors.MAIL;
            pupil.address = new Address(Doors.STREET, "NL");
            pupil.phones.add(Doors.PHONE);
            Evaluation evaluation = new Evaluation(pupil, Doors.TEXT, 8);
            evaluation.tags.add("SECRET-TAG");
            em.persist(evaluation);
            pupil.favourites.add(evaluation);
            Agenda agenda = new Agenda("1.04", evaluation, evaluation);
            em.persist(agenda);
            return new Planted(id, evaluation.id, agenda.id);
        });
    }

    static Stream<Arguments> everyDoorAndChoice() {
        return Stream.of(Choice.values())
                .flatMap(choice -> Stream.concat(
                        Doors.toRows().map(door -> arguments("row", door, choice)),
                        Doors.toFields().map(door -> arguments("field", door, choice))));
    }

    @ParameterizedTest(name = "{0} through {1}, {2}")
    @MethodSource("everyDoorAndChoice")
    void showsWhatMayBeSeenAndNothingElse(String kind, Door door, Choice choice) {
        Object seen = door.read().apply(school, planted.get(choice));
        boolean visible = choice == Choice.GRANTED || choice == Choice.GRANTED_AGAIN;

        assertThat(comparable(seen, door.visible())).isEqualTo(visible ? door.visible() : door.hidden());
        if (!visible) {
            assertThat(String.valueOf(seen)).doesNotContainIgnoringCase("secret");
        }
    }

    @Test
    void aSessionThatReplacesTheInspectorSeesNothingInsteadOfEverything() {
        Planted granted = planted.get(Choice.GRANTED);
        try (Session session = school.factory
                .unwrap(SessionFactory.class)
                .withOptions()
                .statementInspector(UnaryOperator.identity())
                .openSession()) {
            assertThat(session.find(Evaluation.class, granted.evaluation())).isNull();
            assertThat(session.find(Pupil.class, granted.pupil()).email).isNull();
        }
    }

    @Test
    void refusesJoinsAndFunctionsThatCannotBeGuarded() {
        for (String query : List.of(
                "select e.text from Pupil p right join p.evaluations e",
                "select e.text from Pupil p full join p.evaluations e",
                "select f from Pupil p right join p.phones f",
                "select e.text from Pupil p right join Evaluation e on e.pupil = p",
                "select column(p.email as String) from Pupil p",
                "select sql('email') from Pupil p")) {
            assertThatThrownBy(() -> school.<Object>read(
                            em -> em.createQuery(query, Object.class).getResultList()))
                    .as(query)
                    .isInstanceOf(ConsentException.class);
        }
    }

    @Test
    void aSessionThatReplacesTheInspectorCannotWriteWhatItCannotSee() {
        Planted granted = planted.get(Choice.GRANTED);
        StatelessSession session = school.factory
                .unwrap(SessionFactory.class)
                .withStatelessOptions()
                .statementInspector(UnaryOperator.identity())
                .openStatelessSession();
        try (session) {
            Pupil pupil = session.get(Pupil.class, granted.pupil());
            assertThatThrownBy(() -> session.update(pupil))
                    .isInstanceOf(ConsentException.class)
                    .hasMessageContaining("statement inspector");
        }
        assertThat(school.sql("select email from Pupil where id = " + granted.pupil()))
                .containsExactly(Doors.MAIL);
    }

    @Test
    void everyGuardIsInTheRuntimeModel() {
        school.consent.assertGuarded();
    }

    /** Doors that give rows may be described by how many they give. */
    private static @Nullable Object comparable(@Nullable Object seen, Object expected) {
        return seen instanceof Collection<?> rows && expected instanceof Integer ? (Object) rows.size() : seen;
    }

    @AfterAll
    void close() {
        school.close();
    }
}
