package dev.consent.jpa.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.Audience;
import dev.consent.ConsentException;
import dev.consent.PersonalData;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Address;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.EvaluationLink;
import dev.consent.jpa.model.Invoice;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A second role of PostgreSQL reads what the guards leave, and nothing else. */
abstract class ReportingContract {

    @Audience(title = "Office")
    interface Office {}

    @Entity(name = "Reserved")
    static class Reserved {
        @Id
        @GeneratedValue
        @Nullable
        Long id;

        @ManyToOne
        @Nullable
        Pupil pupil;

        @PersonalData(purpose = Purposes.Enrolment.class, subject = "pupil")
        @Nullable
        String open;

        @PersonalData(purpose = Purposes.Enrolment.class, subject = "pupil", audience = Office.class)
        @Nullable
        String remark;
    }

    private final String url = TestDatabase.POSTGRESQL.freshUrl();
    private final String role = "reporter_" + UUID.randomUUID().toString().replace("-", "");
    private final School school;

    private Long child = 0L;
    private Long other = 0L;

    ReportingContract(String guards) {
        school = new School(url, Map.of(ConsentSettings.GUARDS, guards), List.of(Reserved.class));
    }

    @BeforeEach
    void plant() {
        child = plant("child");
        other = plant("other");
        school.withdraw(other, Purposes.Reports.class, Purposes.Contact.class);
        SchemaContract.run(url, "create role " + role + " login");
        SchemaContract.run(url, school.consent.schema().reportingViews("reporting", role));
    }

    private Long plant(String name) {
        Instant now = Clock.systemUTC().instant();
        Long id = school.enrol(name);
        school.grant(id, Purposes.Reports.class, Purposes.Contact.class);
        school.write(em -> {
            Pupil pupil = em.find(Pupil.class, id);
            pupil.email = name + "@example.org";
            pupil.address = new Address(name + "street", "NL");
            pupil.phones.add(name + "-phone");
            Evaluation evaluation = new Evaluation(pupil, name + " evaluation", 8);
            evaluation.tags.add(name + "-tag");
            em.persist(evaluation);
            pupil.favourites.add(evaluation);
            em.persist(new EvaluationLink(evaluation, name + "-token", now));
            em.persist(new EvaluationLink(evaluation, name + "-late", now.minus(Period.ofDays(6))));
            em.persist(new Invoice(pupil, name + "-recent", LocalDate.of(2024, 5, 5)));
            em.persist(new Invoice(pupil, name + "-ancient", LocalDate.of(2001, 5, 5)));
        });
        return id;
    }

    private List<String> read(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url.replace("user=postgres", "user=" + role));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(Objects.toString(rows.getString(1)));
            }
            return values;
        }
    }

    /** Everything in the views that says whose it is. */
    private List<String> everythingSeen() throws SQLException {
        List<String> seen = new ArrayList<>();
        for (String view : List.of(
                "Pupil.email",
                "Pupil.mentor",
                "Pupil.street",
                "Pupil_AUD.email",
                "Pupil_AUD.street",
                "Pupil_phones.phones",
                "Pupil_phones_AUD.phones",
                "Evaluation.text",
                "Evaluation_AUD.text",
                "Evaluation_tags.tags",
                "Evaluation_tags_AUD.tags",
                "EvaluationLink.token",
                "EvaluationLink_AUD.token")) {
            String[] column = view.split("\\.");
            read("select distinct " + column[1] + " from reporting." + column[0] + " where " + column[1]
                            + " is not null")
                    .forEach(value -> seen.add(view + "=" + value));
        }
        return seen;
    }

    private static final List<String> CHILD = List.of(
            "Pupil.email=child@example.org",
            "Pupil.street=childstreet",
            "Pupil_AUD.email=child@example.org",
            "Pupil_AUD.street=childstreet",
            "Pupil_phones.phones=child-phone",
            "Pupil_phones_AUD.phones=child-phone",
            "Evaluation.text=child evaluation",
            "Evaluation_AUD.text=child evaluation",
            "Evaluation_tags.tags=child-tag",
            "Evaluation_tags_AUD.tags=child-tag",
            "EvaluationLink.token=child-token",
            "EvaluationLink_AUD.token=child-token");

    @Test
    void showsInViewsWhatIsInForceAtAnyMoment() throws Exception {
        assertThat(everythingSeen()).isEqualTo(CHILD);
        assertThat(read("select name from reporting.Pupil order by id")).containsExactly("child", "other");
        assertThat(read("select count(*) from reporting.Pupil_Evaluation")).containsExactly("1");

        school.withdraw(child, Purposes.Reports.class, Purposes.Contact.class);
        assertThat(everythingSeen()).isEmpty();
        assertThat(read("select count(*) from reporting.Pupil_Evaluation")).containsExactly("0");

        school.grant(child, Purposes.Reports.class, Purposes.Contact.class);
        assertThat(everythingSeen()).isEqualTo(CHILD);
    }

    @Test
    void keepsFromTheRoleWhatIsForAnAudience() throws Exception {
        school.write(em -> {
            Reserved reserved = new Reserved();
            reserved.pupil = em.find(Pupil.class, child);
            reserved.open = "open";
            reserved.remark = "for the office";
            em.persist(reserved);
        });
        SchemaContract.run(url, school.consent.schema().rowLevelSecurity("reporting", role));
        assertThat(school.sql("select remark from Reserved")).containsExactly("for the office");
        assertThat(read("select open from reporting.Reserved")).containsExactly("open");
        assertThat(read("select remark from reporting.Reserved")).containsExactly("null");
        assertThatThrownBy(() -> read("select remark from Reserved")).isInstanceOf(SQLException.class);
    }

    @Test
    void endsTermsByTheClockOfTheDatabase() throws Exception {
        assertThat(read("select addressee from reporting.Invoice order by 1"))
                .containsExactly("child-recent", "other-recent");
        assertThat(read("select addressee from reporting.Invoice_AUD order by 1"))
                .containsExactly("child-recent", "other-recent");
    }

    @Test
    void givesNoWayToTheTables() {
        for (String query : List.of(
                "select email from Pupil",
                "select id from Pupil",
                "select text from Evaluation",
                "select mask from consent_subject",
                "select state from consent_record",
                "select state from consent_record_AUD",
                "select consent_mask from reporting.Pupil")) {
            assertThatThrownBy(() -> read(query)).as(query).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void hidesRowsAndColumnsInTheTablesThemselves() throws Exception {
        for (int again = 0; again < 2; again++) {
            SchemaContract.run(url, school.consent.schema().reportingViews("reporting", role));
            SchemaContract.run(url, school.consent.schema().rowLevelSecurity("reporting", role));
        }
        assertThat(read("select id from Pupil order by id")).containsExactly(child.toString(), other.toString());
        assertThat(rows()).containsExactly("1", "1", "1", "1", "1", "1", "1");

        school.withdraw(child, Purposes.Reports.class, Purposes.Contact.class);
        assertThat(rows()).containsOnly("0");
        school.grant(child, Purposes.Reports.class, Purposes.Contact.class);
        assertThat(read("select text from Evaluation")).containsExactly("child evaluation");

        for (String query : List.of(
                "select email from Pupil",
                "select street from Pupil_AUD",
                "select consent_mask from Evaluation",
                "select mask from consent_subject",
                "delete from Evaluation")) {
            assertThatThrownBy(() -> read(query)).as(query).isInstanceOf(SQLException.class);
        }
        // The application itself goes on as before.
        assertThat(school.<Long>read(em -> em.createQuery("select count(e) from Evaluation e", Long.class)
                        .getSingleResult()))
                .isEqualTo(1L);
    }

    private List<String> rows() throws SQLException {
        List<String> counts = new ArrayList<>();
        for (String table : List.of(
                "Evaluation",
                "Evaluation_AUD",
                "Evaluation_tags",
                "EvaluationLink",
                "Pupil_phones",
                "Pupil_Evaluation",
                "Evaluation_tags_AUD")) {
            counts.addAll(read("select count(*) from " + table));
        }
        return counts;
    }

    @Test
    void leavesOtherRolesAlone() throws Exception {
        SchemaContract.run(url, school.consent.schema().rowLevelSecurity("reporting", role));
        String operator = "operator_" + role.substring("reporter_".length());
        SchemaContract.run(
                url, "create role " + operator + " login; grant select, delete on Evaluation to " + operator);
        try (Connection connection = DriverManager.getConnection(url.replace("user=postgres", "user=" + operator));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from Evaluation")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(2);
        }
    }

    @Test
    void takesPlainNamesOnly() {
        assertThatThrownBy(() -> school.consent.schema().reportingViews("reporting", "x; drop table Pupil"))
                .isInstanceOf(IllegalArgumentException.class);
        try (School elsewhere = School.on(TestDatabase.H2)) {
            assertThatThrownBy(() -> elsewhere.consent.schema().reportingViews("reporting", "reader"))
                    .isInstanceOf(ConsentException.class)
                    .hasMessageContaining("PostgreSQL");
        }
    }

    @AfterEach
    void close() {
        school.close();
    }
}
