package dev.consent.jpa.indexes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.indexes.Customer.Branch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The planner of PostgreSQL finds its way through guarded columns: the very statement Hibernate sends is explained. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class IndexUseContract {

    private static final int CUSTOMERS = 20_000;

    private final String url = TestDatabase.POSTGRESQL.freshUrl();
    private final School school;

    IndexUseContract(String guards) {
        school = new School(url, Map.of(ConsentSettings.GUARDS, guards), List.of(Customer.class, Branch.class));
    }

    @BeforeAll
    void plant() {
        school.execute("insert into Customer (id, email, number) select i, 'c' || i || '@example.org', i"
                + " from generate_series(1, " + CUSTOMERS + ") i");
        school.consent.registerSubjects();
        // As if one in two had granted everything.
        school.execute("update consent_subject set mask = 15 where cast(subject_key as bigint) % 2 = 0");
        school.consent.repairStamps();
        school.execute("create index customer_email on Customer (email)");
        school.execute("create index customer_email_prefix on Customer (email text_pattern_ops)");
        school.execute("create index customer_number on Customer (number)");
        school.execute("analyze");
    }

    @Test
    void logsInByMailOverTheIndex() {
        assertThat(plan("c.email = ?1", "c4@example.org"))
                .contains("Index Scan")
                .doesNotContain("Seq Scan on customer");
    }

    @Test
    void looksUpSeveralOverTheIndex() {
        assertThat(plan("c.email in (?1, ?2)", "c4@example.org", "c5@example.org"))
                .containsPattern("(Bitmap )?Index Scan")
                .doesNotContain("Seq Scan on customer");
    }

    @Test
    void findsARangeOverTheIndex() {
        assertThat(plan("c.number between ?1 and ?2", 10, 20))
                .contains("Index Scan")
                .doesNotContain("Seq Scan on customer");
    }

    @Test
    void findsAPrefixOverTheIndex() {
        assertThat(plan("c.email like ?1", "c1999%"))
                .contains("customer_email_prefix")
                .doesNotContain("Seq Scan on customer");
    }

    @Test
    void scansWhereTheComparisonIsNotRepeated() {
        assertThat(plan("(c.email = ?1 or 1 = 2)", "c4@example.org")).contains("Seq Scan on customer");
    }

    /** Runs a query, checks what it finds, and explains the statement that was sent. */
    private String plan(String condition, Object... values) {
        List<Long> found = new ArrayList<>();
        String sql = Statements.during(() -> found.addAll(school.read(em -> {
                    var query = em.createQuery("select c.id from Customer c where " + condition, Long.class);
                    for (int i = 0; i < values.length; i++) {
                        query.setParameter(i + 1, values[i]);
                    }
                    return query.getResultList();
                })))
                .get(0);
        assertThat(found).isNotEmpty().allMatch(id -> id % 2 == 0);
        return Statements.plan(url, sql, values);
    }

    @AfterAll
    void close() {
        school.close();
    }
}
