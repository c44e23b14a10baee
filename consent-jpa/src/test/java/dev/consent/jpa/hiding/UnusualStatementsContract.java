package dev.consent.jpa.hiding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.NotPersonal;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.hibernate.query.sqm.InterpretationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that could carry what is hidden into a table that everybody may read, or SQL of their own past a guard. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class UnusualStatementsContract {

    private static final String PLANTED = "PLANTED";

    private final School school;

    UnusualStatementsContract(TestDatabase database) {
        school = new School(
                database,
                Map.of(
                        "hibernate.query.hql.json_functions_enabled", "true",
                        "hibernate.query.hql.xml_functions_enabled", "true"),
                List.of(Board.class, Sign.class, Poster.class));
    }

    /** For everybody, in one table. */
    @Entity(name = "Board")
    @NotPersonal
    static class Board {
        @Id
        Long id;

        String label;
    }

    /** For everybody, in two tables. */
    @Entity(name = "Sign")
    @Inheritance(strategy = InheritanceType.JOINED)
    @NotPersonal
    static class Sign {
        @Id
        Long id;

        String label;
    }

    @Entity(name = "Poster")
    static class Poster extends Sign {
        String more;
    }

    @BeforeAll
    void plant() {
        Long ben = school.enrol("Ben");
        school.grant(ben, Contact.class, Reports.class);
        school.write(em -> {
            Pupil pupil = em.find(Pupil.class, ben);
            pupil.email = PLANTED;
            pupil.phones.add(PLANTED);
            Evaluation evaluation = new Evaluation(pupil, PLANTED, 8);
            em.persist(evaluation);
            pupil.favourites.add(evaluation);
            Board board = new Board();
            board.id = 1L;
            board.label = "board";
            em.persist(board);
            Poster poster = new Poster();
            poster.id = 1L;
            poster.label = "poster";
            em.persist(poster);
        });
        school.withdraw(ben, Contact.class, Reports.class);
    }

    @AfterAll
    void close() {
        school.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update Board b cross join Evaluation e set b.label = e.text where e.id is not null",
                "update Board b right join Evaluation e on e.text = 'PLANTED' set b.label = 'told'",
                "delete Board b cross join Evaluation e where e.text = 'PLANTED'",
                "update Poster p set p.label = (select max(e.text) from Board b cross join Evaluation e)",
                "update Poster p set p.label = (select max(e.text) from Board b right join Evaluation e on 1 = 1)",
                "update Poster p cross join Evaluation e set p.label = e.text",
                "delete Poster p where exists (select 1 from Board b cross join Evaluation e where e.text = 'PLANTED')",
                "insert into Poster (id, label, more) select 2L, e.text, e.text from Board b cross join Evaluation e",
            })
    void aBulkStatementReadsNoRowCrosswise(String hql) {
        refused(hql, "cannot be guarded on the right side");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update Board b join Pupil p on 1 = 1 left join p.favourites f set b.label = f.text",
                "update Poster s set s.label = (select p.email from Pupil p)",
                "delete Poster s where exists (select 1 from Pupil p where p.phones is empty)",
                "delete Poster s where exists (select 1 from Pupil p where size(p.favourites) = 0)",
                "delete Poster s where not exists (select 1 from Pupil p join p.favourites f)",
                "delete Poster s where not exists (select 1 from Pupil p join p.phones t where t = 'PLANTED')",
            })
    void aBulkStatementTakesNothingHiddenForNothing(String hql) {
        refused(hql, "A bulk statement reads an attribute that may be hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update Board b set b.label = (select max(e.text) from Evaluation e)",
                "update Board b set b.label = (select max(e.text) from Board x cross join Evaluation e)",
                "update Board b join Evaluation e on 1 = 1 set b.label = e.text",
                "update Poster p set p.label = (select max(e.text) from Board b, Evaluation e)",
                "insert into Board (id, label) select 2L, e.text from Evaluation e",
                "insert into Poster (id, label, more) select 2L, e.text, e.text from Evaluation e",
            })
    void whatABulkStatementMayReadIsGuarded(String hql) {
        school.write(em -> {
            em.createQuery(hql).executeUpdate();
            assertThat(told(em)).as(hql).doesNotContain(PLANTED);
            em.getTransaction().setRollbackOnly();
        });
    }

    /** Hibernate writes these names into the statement as they are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1 from (select p.id as i from Pupil p) as `q cross join (select email from Pupil) z`",
                "with c as (select p.id as i from Pupil p) select 1 from c as `q cross join (select email from Pupil) z`",
                "select 1 from Pupil p join (select 1 as i) as `q cross join (select email from Pupil) z` on 1 = 1",
                "select 1 from generate_series(1, 2) as `q cross join (select email from Pupil) z`",
                "select xmlpi(name `x' || (select max(email) from Pupil) || '`) from Board b",
                "select format(local datetime as 'yyyy''\\''') from Board b",
            })
    void noNameOfAQueryCarriesSql(String hql) {
        assertThatThrownBy(() ->
                        school.read(em -> em.createQuery(hql, Object.class).getResultList()))
                .as(hql)
                .isInstanceOfAny(ConsentException.class, InterpretationException.class); // MariaDB knows no xmlpi()
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into Board (id, label) values (1, 'x') on conflict on constraint"
                        + " `board_pkey do update set label = (select max(email) from Pupil) --` do nothing",
                "insert into Poster (id, label, more) values (1, 'x', 'x') on conflict on constraint"
                        + " `sign_pkey do update set label = (select max(email) from Pupil) --` do nothing",
                "update Board b join (select p.id as i from Pupil p) as `q cross join (select 1) z` on 1 = 1"
                        + " set b.label = 'x'",
                "update Poster b set b.label = (select max(q.i) from"
                        + " (select 'x' as i) q join (select 1 as i) as `q cross join (select 1) z` on 1 = 1)",
            })
    void noNameOfABulkStatementCarriesSql(String hql) {
        refused(hql, "names a table or a column of its own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'$.a[$x]' passing '0 * (select cast(max(email) as integer) from Pupil)' as x",
                "'$.a['' || (select max(email) from Pupil) || ''$x]' passing 0 as x",
            })
    void whatIsPassedToATableOfJsonIsNoSql(String path) {
        String hql = "select t.a from Board b join lateral json_table('{\"a\":[1]}', " + path
                + " columns (a Integer path '$')) t";
        assertThat(toldOrRefused(hql)).isIn("[]", "refused");
    }

    /** PostgreSQL takes the path for no path, or finds nothing in it. */
    private String toldOrRefused(String hql) {
        try {
            return school.<Object>read(em -> em.createQuery(hql, Object.class).getResultList())
                    .toString();
        } catch (ConsentException | PersistenceException refused) {
            assertThat(refused).hasMessageNotContaining(PLANTED);
            return "refused";
        }
    }

    @Test
    void ordinaryNamesAreTaken() {
        String hql = "with c as (select b.id as `i d` from Board b) select 1 from c as `q 1`";
        assertThatThrownBy(() ->
                        school.read(em -> em.createQuery(hql, Object.class).getResultList()))
                .isInstanceOf(ConsentException.class);
        assertThat(school.<List<Object>>read(em -> em.unwrap(Session.class)
                        .createQuery(
                                "with c as (select b.id as i_d from Board b)"
                                        + " select x.i_d from c as x join (select 1 as one) as `été` on `été`.one = x.i_d",
                                Object.class)
                        .getResultList()))
                .containsExactly(1L);
    }

    private void refused(String hql, String reason) {
        school.write(em -> {
            assertThatThrownBy(() -> em.createQuery(hql).executeUpdate())
                    .as(hql)
                    .isInstanceOf(ConsentException.class)
                    .hasMessageContaining(reason);
            em.getTransaction().setRollbackOnly();
        });
    }

    private static List<Object> told(EntityManager em) {
        List<Object> told = new ArrayList<>();
        for (String query :
                List.of("select b.label from Board b", "select s.label from Sign s", "select p.more from Poster p")) {
            told.addAll(em.createQuery(query, Object.class).getResultList());
        }
        return told;
    }
}
