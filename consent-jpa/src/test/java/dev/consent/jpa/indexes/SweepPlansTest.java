package dev.consent.jpa.indexes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What a sweep asks finds its way over indexes on PostgreSQL, however much is owed: 1 % of the obligations are due, and
 * the very statements that are sent are explained. A million of them, as in docs/performance.md, with
 * {@code -Dconsent.plans.obligations=1000000}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SweepPlansTest {

    private static final int OBLIGATIONS = Integer.getInteger("consent.plans.obligations", 50_000);

    private final String url = TestDatabase.POSTGRESQL.freshUrl();
    private final School school = new School(url, Map.of(), List.of());

    private List<String> sent = List.of();

    @BeforeAll
    void sweepAmongMuchThatIsNotDue() {
        school.execute(
                "insert into consent_obligation (id, reference, subject_type, subject_key, reason, purpose, state,"
                        + " attempts, requested_at, not_before, next_attempt_at, due_at)"
                        + " select i, gen_random_uuid(), 'Pupil', 'nobody ' || i, 'PURPOSE_ENDED', (select min(p.code) from"
                        + " consent_purpose p), 'PENDING', 0, t, t, t + w, t + w + interval '1 day'"
                        + " from generate_series(1, " + OBLIGATIONS + ") i, (select timestamp with time zone '"
                        + School.START
                        + "') c (t), lateral (select case when i % 100 = 0 then interval '-1 hour' else interval '1 hour' end"
                        + " + i * interval '1 microsecond') s (w)");
        // Restricted, so that they are claimed and nothing of them may go.
        school.execute("insert into consent_subject (subject_type, subject_key, mask)"
                + " select o.subject_type, o.subject_key, " + Long.MIN_VALUE + " from consent_obligation o");
        school.execute("analyze");
        sent = Statements.during(() -> school.consent.erasure().sweep()).stream()
                .distinct()
                .toList();
    }

    @Test
    void claimsOverTheIndexWithoutSorting() {
        List<String> claims = sent.stream()
                .filter(sql -> sql.contains("skip locked") && sql.contains("fetch first 100 rows"))
                .toList();
        // the first ones, and those behind the ones that were seen
        assertThat(claims).hasSize(2);
        assertThat(claims).allSatisfy(sql -> {
            Timestamp now = Timestamp.from(School.START);
            assertThat(Statements.plan(url, sql, now, new Timestamp(now.getTime() - 3_600_000), 5_000L))
                    .contains("Index Scan using consent_obligation_next")
                    .doesNotContain("Sort", "Seq Scan");
            assertThat(Statements.planForAnyValues(url, sql))
                    .contains("Index Scan using consent_obligation_next")
                    .doesNotContain("Sort", "Seq Scan");
        });
    }

    @Test
    void looksAroundWithoutReadingWhatIsOwed() {
        List<String> looks =
                sent.stream().filter(sql -> sql.contains("consent_sweep_lock")).toList();
        assertThat(looks).isNotEmpty();
        assertThat(looks)
                .allSatisfy(sql -> assertThat(Statements.planForAnyValues(url, sql))
                        .contains("consent_obligation_next")
                        .doesNotContain("Seq Scan on consent_obligation"));
    }

    @Test
    void readsWhatIsOwedInNoOtherWay() {
        assertThat(sent.stream()
                        .filter(sql -> sql.contains("consent_obligation"))
                        .filter(sql -> !sql.contains("skip locked") && !sql.contains("consent_sweep_lock")))
                .isEmpty();
    }

    @AfterAll
    void close() {
        school.close();
    }
}
