package dev.consent.jpa.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Statements that travel together see each other, answer in turn, and pass by the application's own inspector. */
abstract class RoundTripContract {

    private final List<String> inspected = new ArrayList<>();
    private final School school;
    private final KeptStatements kept = new KeptStatements();

    RoundTripContract(TestDatabase database) {
        StatementInspector traced = sql -> {
            inspected.add(sql);
            return sql + " -- traced; by whom?";
        };
        school = new School(database, Map.of(AvailableSettings.STATEMENT_INSPECTOR, traced), List.of());
    }

    @AfterEach
    void close() {
        school.close();
    }

    @Test
    void sendsInTurnAndAnswersInTurn() {
        Long ann = school.enrol("Ann; or ?");
        Long bob = school.enrol("Bob");
        List<Object> heard = new ArrayList<>();
        school.write(em -> {
            Session session = em.unwrap(Session.class);
            Parameter annsId = KeptStatements.parameter(session, ann);
            String count = "select count(*) from Pupil p where p.name = 'Ann; or ?' and p.id = ?";
            kept.trip(session)
                    .select(
                            count,
                            List.of(annsId),
                            List.of(KeptStatements.type(session, Long.class)),
                            row -> heard.add(row[0]))
                    .change(
                            "update Pupil set name = null where id in (?, ?)",
                            List.of(annsId, KeptStatements.parameter(session, bob)),
                            heard::add)
                    .change(
                            "update Pupil set name = null where id = ? and name is not null",
                            List.of(annsId),
                            heard::add)
                    .select(
                            count,
                            List.of(annsId),
                            List.of(KeptStatements.type(session, Long.class)),
                            row -> heard.add(row[0]))
                    .send();
        });
        assertThat(heard).containsExactly(1L, 2, 0, 0L);
        assertThat(school.sql("select count(*) from Pupil where name is null")).containsExactly("2");
        assertThat(inspected).anyMatch(sql -> sql.startsWith("update Pupil set name = null where id in"));
    }

    @Test
    void aStepThatNothingDisturbsIsSentOnce() {
        Long ann = school.enrol("Ann");
        List<Object> heard = new ArrayList<>();
        school.write(em -> {
            Session session = em.unwrap(Session.class);
            Parameter annsId = KeptStatements.parameter(session, ann);
            kept.trip(session)
                    .change("update Pupil set name = null where id = ?", List.of(annsId), heard::add)
                    .select(
                            "select count(*) from Pupil p where p.name is null and p.id = ?",
                            List.of(annsId),
                            List.of(KeptStatements.type(session, Long.class)),
                            row -> heard.add(row[0]))
                    .sendAsStep();
        });
        assertThat(heard).containsExactly(1, 1L);
    }

    @Test
    void sendsNothingWhenThereIsNothingToSend() {
        school.write(em -> {
            RoundTrip trip = kept.trip(em.unwrap(Session.class));
            assertThat(trip.isEmpty()).isTrue();
            inspected.clear();
            trip.send();
        });
        assertThat(inspected).isEmpty();
    }

    @Test
    void whatAnAnswerThrowsUndoesTheTransaction() {
        Long ann = school.enrol("Ann");
        assertThatThrownBy(() -> school.write(em -> {
                    Session session = em.unwrap(Session.class);
                    kept.trip(session)
                            .change(
                                    "update Pupil set name = null where id = ?",
                                    List.of(KeptStatements.parameter(session, ann)),
                                    rows -> {
                                        throw new IllegalStateException("too many");
                                    })
                            .send();
                }))
                .hasStackTraceContaining("too many");
        assertThat(school.sql("select name from Pupil")).containsExactly("Ann");
    }

    @Test
    void aQueryIsWrittenOnceAndNotRunForIt() {
        Long ann = school.enrol("Ann");
        school.write(em -> {
            Session session = em.unwrap(Session.class);
            em.find(Pupil.class, ann).name = "Anna"; // and is not flushed by what follows
            inspected.clear();
            String query = "select p.id from Pupil p where p.id = :id";
            String sql = kept.selection(session, query, selection -> selection.setParameter("id", ann));
            assertThat(sql).containsIgnoringCase("from Pupil").contains("?");
            assertThat(KeptStatements.parameters(sql)).isEqualTo(1);
            assertThat(kept.selection(session, query, selection -> {
                        throw new IllegalStateException("it is known");
                    }))
                    .isSameAs(sql);
            assertThat(inspected).isEmpty();
        });
        assertThat(school.sql("select name from Pupil")).containsExactly("Anna");
    }
}
