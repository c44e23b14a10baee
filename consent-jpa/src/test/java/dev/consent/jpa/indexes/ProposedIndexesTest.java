package dev.consent.jpa.indexes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.DataSubject;
import dev.consent.PersonalData;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The planner of PostgreSQL uses the indexes that consent proposes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProposedIndexesTest {

    @Entity(name = "Member")
    @DataSubject
    static class Member {
        @Id
        Long id = 0L;

        @PersonalData(purpose = Contact.class)
        @Column(unique = true)
        @Nullable
        String card;
    }

    @Entity(name = "Remark")
    @Table(name = "remark", indexes = @Index(columnList = "coach, writtenOn desc"))
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Remark {
        @Id
        Long id = 0L;

        @ManyToOne
        @Nullable
        Pupil pupil;

        int coach;

        @Nullable
        LocalDate writtenOn;

        @Nullable
        String text;
    }

    private final String url = TestDatabase.POSTGRESQL.freshUrl();
    private final School school =
            new School(url, Map.of(ConsentSettings.GUARDS, "stamped"), List.of(Member.class, Remark.class));

    @BeforeAll
    void plant() {
        Long pupil = school.enrol("Pupil");
        school.grant(pupil, Reports.class);
        school.write(em -> em.persist(new Evaluation(em.find(Pupil.class, pupil), "text", 8)));
        school.execute("insert into Pupil (id) select 1000 + i from generate_series(1, 1000) i");
        school.execute("insert into Evaluation (id, pupil_id, score, text) select 1000 + i, 1000 + i % 1000 + 1, 1,"
                + " repeat('x', 200) from generate_series(1, 50000) i");
        school.execute(
                "insert into remark (id, pupil_id, coach, writtenOn, text) select i, 1000 + i % 1000 + 1, i % 50,"
                        + " date '2020-01-01' + i % 700, repeat('x', 200) from generate_series(1, 50000) i");
        school.execute("insert into Member (id, card) select i, 'card' || i from generate_series(1, 10000) i");
        school.consent.registerSubjects();
        school.execute("update consent_subject set mask = 15");
        school.consent.repairStamps();
        school.execute(school.consent.schema().indexes());
        school.execute("vacuum analyze");
    }

    @Test
    void countsWithoutReadingRows() {
        assertThat(plan("select count(e) from Evaluation e where e.pupil.id = ?1", 1007L))
                .contains("Index Only Scan using consent_mask_evaluation_pupil_id");
    }

    /** The index knows of the rows that are there: nothing is tested, and nothing read to be hidden. */
    @Test
    void countsAndListsWithoutTestingRows() {
        assertThat(plan("select count(e) from Remark e where e.coach = ?1", 7))
                .contains("Index Only Scan using consent_seen_remark_coach_writtenon")
                .doesNotContain("Filter")
                .doesNotContain("consent_mask");
        assertThat(plan(
                        "select e.id, e.writtenOn from Remark e where e.coach = ?1 order by e.writtenOn desc limit 50",
                        7))
                .contains("Index Only Scan using consent_seen_remark_coach_writtenon")
                .doesNotContain("Filter")
                .doesNotContain("Sort");
        assertThat(plan("from Remark e where e.coach = ?1 order by e.writtenOn desc limit 50", 7))
                .contains("Index Scan using consent_seen_remark_coach_writtenon")
                .doesNotContain("Filter")
                .doesNotContain("Sort");
    }

    /** Compares as Hibernate's own loaders do, which repeat nothing. */
    @Test
    void findsByAUniqueAttributeThatMayBeHidden() {
        assertThat(plan("select m.id from Member m where (m.card = ?1 or 1 = 2)", "card7"))
                .contains("consent_read_member_card")
                .doesNotContain("Seq Scan");
    }

    private String plan(String query, Object value) {
        String sql = Statements.during(() -> school.<Object>read(em -> em.createQuery(query, Object.class)
                        .setParameter(1, value)
                        .getResultList()))
                .get(0);
        return Statements.plan(url, sql, value);
    }

    @AfterAll
    void close() {
        school.close();
    }
}
