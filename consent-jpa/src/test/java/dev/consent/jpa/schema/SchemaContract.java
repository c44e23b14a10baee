package dev.consent.jpa.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The scripts on a real database. */
abstract class SchemaContract {

    private final TestDatabase database;
    private final String name;

    SchemaContract(TestDatabase database, String name) {
        this.database = database;
        this.name = name;
    }

    static void run(String url, String script) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static School open(String url, String ddl, String guards) {
        return new School(url, Map.of("hibernate.hbm2ddl.auto", ddl, ConsentSettings.GUARDS, guards), List.of());
    }

    private static List<String> missing(School school, String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return school.consent.schema().missing(connection);
        }
    }

    @Test
    void createsWhatConsentNeeds() throws Exception {
        String url = database.freshUrl();
        run(url, OwnTablesTest.inJar("META-INF/consent/schema/" + name + "/V1__consent.sql"));
        try (School school = open(url, "update", "auto")) {
            assertThat(missing(school, url)).isEmpty();
            assertThat(school.consent.schema().tables())
                    .isEqualTo(OwnTablesTest.inJar("META-INF/consent/schema/" + name + "/V1__consent.sql"));
        }
        try (School school = open(url, "validate", "auto")) {
            assertThat(missing(school, url)).isEmpty();
        }
    }

    @Test
    void namesWhatIsMissing() throws Exception {
        String url = database.freshUrl();
        try (School school = open(url, "update", "auto")) {
            run(url, "drop table consent_receipt");
            run(url, "alter table consent_obligation drop column attempts");
            run(url, "drop sequence consent_record_seq");
            assertThat(missing(school, url))
                    .containsExactlyInAnyOrder(
                            "table consent_receipt",
                            "column attempts of table consent_obligation",
                            "sequence consent_record_seq");
        }
        run(url, "drop table consent_subject");
        assertThatThrownBy(() -> open(url, "none", "lookup").close())
                .hasStackTraceContaining("Missing: column attempts of table consent_obligation, table consent_receipt")
                .hasStackTraceContaining("table consent_subject")
                .hasStackTraceContaining("META-INF/consent/schema");
    }

    @Test
    void movesAnExistingSchemaToCopiedMasks() throws IOException {
        String url = database.freshUrl();
        String script;
        Long granted;
        Long withdrawn;
        try (School school = open(url, "update", "lookup")) {
            granted = pupil(school, "granted@example.org");
            withdrawn = pupil(school, "withdrawn@example.org");
            school.withdraw(withdrawn, Purposes.Reports.class, Purposes.Contact.class);
            script = school.consent.schema().maskColumns();
        }
        run(url, script);
        run(url, script);
        try (School school = open(url, "none", "auto")) {
            assertThat(school.sql("select consent_mask from Pupil order by id"))
                    .hasSize(2)
                    .doesNotHaveDuplicates();
            assertThat(school.consent.driftedStamps()).isEmpty();
            assertThat(school.<String>read(em -> em.find(Pupil.class, granted).email))
                    .isEqualTo("granted@example.org");
            assertThat(school.<Boolean>read(em -> em.find(Pupil.class, withdrawn).email == null))
                    .isTrue();
            assertThat(school.<Long>read(em -> em.createQuery("select count(e) from Evaluation e", Long.class)
                            .getSingleResult()))
                    .isEqualTo(1L);
        }
    }

    private static Long pupil(School school, String email) {
        Long id = school.enrol("Pupil");
        school.grant(id, Purposes.Reports.class, Purposes.Contact.class);
        school.write(em -> {
            Pupil pupil = em.find(Pupil.class, id);
            pupil.email = email;
            em.persist(new Evaluation(pupil, "text", 8));
        });
        return id;
    }

    @Test
    void proposesIndexesThatCanBeCreatedAgainAndAgain() {
        String url = database.freshUrl();
        for (String guards : List.of("lookup", "stamped")) {
            try (School school = open(url, "update", guards)) {
                String script = school.consent.schema().indexes();
                run(url, script);
                run(url, script);
                assertThat(script).contains(linkIndex(guards)).contains("on Evaluation_AUD (pupil_id);");
            }
        }
    }

    /** H2 has an index of its own for every foreign key. */
    private String linkIndex(String guards) {
        if (guards.equals("stamped")) {
            return name.equals("h2")
                    ? "on Evaluation (pupil_id, consent_mask);"
                    : "on Evaluation (pupil_id) include (consent_mask, id);";
        }
        return name.equals("h2") ? "on Evaluation_AUD" : "on Evaluation (pupil_id);";
    }
}
