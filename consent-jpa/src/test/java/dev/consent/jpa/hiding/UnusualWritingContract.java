package dev.consent.jpa.hiding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many rows at once, in batches whose order Hibernate chooses. */
abstract class UnusualWritingContract {

    private static final String PLANTED = "PLANTED";
    private static final int CHILDREN = 12;

    private final TestDatabase database;
    private School school;
    private final List<Long> children = new ArrayList<>();

    UnusualWritingContract(TestDatabase database) {
        this.database = database;
    }

    private void open(String guards, boolean ordered) {
        school = new School(
                database,
                Map.of(
                        ConsentSettings.GUARDS,
                        guards,
                        "hibernate.jdbc.batch_size",
                        5,
                        "hibernate.order_inserts",
                        ordered,
                        "hibernate.order_updates",
                        ordered,
                        "hibernate.jdbc.batch_versioned_data",
                        ordered),
                List.of());
        for (int i = 0; i < CHILDREN; i++) {
            Long child = school.enrol("Child " + i);
            school.grant(child, Contact.class, Reports.class);
            children.add(child);
        }
        school.write(em -> children.forEach(id -> {
            Pupil pupil = em.find(Pupil.class, id);
            pupil.email = PLANTED;
            em.persist(new Evaluation(pupil, PLANTED, 1));
        }));
    }

    @AfterEach
    void close() {
        school.close();
    }

    @ParameterizedTest
    @CsvSource({"lookup, true", "lookup, false", "stamped, true", "stamped, false"})
    void batchesKeepWhatIsHiddenInEveryRow(String guards, boolean ordered) {
        open(guards, ordered);
        List<Long> withdrawn = children.subList(3, 9);
        withdrawn.forEach(id -> school.withdraw(id, Contact.class, Reports.class));
        school.write(em -> {
            List<Long> backwards = new ArrayList<>(children);
            backwards.sort((one, other) -> other.compareTo(one));
            for (Long id : backwards) {
                Pupil pupil = em.find(Pupil.class, id);
                pupil.level = 4;
                if (!withdrawn.contains(id)) {
                    pupil.email = "new";
                    em.persist(new Evaluation(pupil, "second", 2));
                }
            }
        });
        assertThat(school.sql("select count(*) from Pupil where level = 4")).containsExactly("" + CHILDREN);
        assertThat(school.sql("select count(*) from Pupil where email = '" + PLANTED + "'"))
                .containsExactly("6");
        assertThat(school.sql("select count(*) from Pupil where email = 'new'")).containsExactly("6");
        assertThat(school.sql("select count(*) from Evaluation where text = '" + PLANTED + "'"))
                .containsExactly("" + CHILDREN);
    }

    @ParameterizedTest
    @CsvSource({"lookup, true", "stamped, true", "stamped, false"})
    void oneRowWithoutConsentEndsTheWholeBatch(String guards, boolean ordered) {
        open(guards, ordered);
        school.withdraw(children.get(4), Contact.class, Reports.class);
        assertThatThrownBy(() -> school.write(em ->
                        children.forEach(id -> em.persist(new Evaluation(em.find(Pupil.class, id), "second", 2)))))
                .satisfiesAnyOf(
                        refused -> assertThat(refused).isInstanceOf(ConsentRequiredException.class),
                        refused -> assertThat(refused).hasRootCauseInstanceOf(ConsentRequiredException.class));
        assertThat(school.whereIs("second")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lookup", "stamped"})
    void severalAtOnceWithoutASessionAreRefusedToo(String guards) {
        open(guards, true);
        Long gone = children.get(4);
        Long hidden = Long.valueOf(
                school.sql("select id from Evaluation where pupil_id = " + gone).get(0));
        school.withdraw(gone, Contact.class, Reports.class);
        refused(session ->
                session.insertMultiple(List.of(evaluation(session, children.get(0)), evaluation(session, gone))));
        refused(session -> {
            Evaluation mine = evaluation(session, gone);
            mine.id = hidden;
            session.upsertMultiple(List.of(mine));
        });
        refused(session -> {
            Evaluation mine = evaluation(session, gone);
            mine.id = hidden;
            session.updateMultiple(List.of(mine));
        });
        refused(session -> {
            List<Pupil> pupils = session.getMultiple(Pupil.class, new ArrayList<Object>(children));
            pupils.forEach(pupil -> pupil.email = "second");
            session.updateMultiple(pupils);
        });
        school.stateless(session -> {
            List<Pupil> pupils = session.getMultiple(Pupil.class, new ArrayList<Object>(children));
            pupils.forEach(pupil -> pupil.level = 3);
            session.updateMultiple(pupils);
            session.upsertMultiple(pupils);
            return pupils;
        });
        assertThat(school.sql("select count(*) from Pupil where level = 3 and email = '" + PLANTED + "'"))
                .containsExactly("" + CHILDREN);
        assertThat(school.sql("select text from Evaluation where id = " + hidden))
                .containsExactly(PLANTED);
    }

    private static Evaluation evaluation(StatelessSession session, Long pupil) {
        return new Evaluation(session.get(Pupil.class, pupil), "second", 2);
    }

    private void refused(Consumer<StatelessSession> work) {
        assertThatThrownBy(() -> school.<Object>stateless(session -> {
                    work.accept(session);
                    return "written";
                }))
                .isInstanceOf(RuntimeException.class);
        assertThat(school.whereIs("second")).isEmpty();
    }
}
