package dev.consent.jpa.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.consent.NotPersonal;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hibernate.Session;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

abstract class SilenceContract {

    static final String PLANTED = "Planted-Ann";

    private final TestDatabase database;
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger("org.hibernate");
    private School school;

    SilenceContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void listen() {
        heard.start();
        root.addAppender(heard);
    }

    @AfterEach
    void close() {
        root.detachAppender(heard);
        school.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    void aViolatedUniqueConstraintIsNamedWithoutItsValues(int batch) {
        open(batch);
        school.write(em -> em.persist(new Member(PLANTED)));
        Throwable failure = failing(em -> em.persist(new Member(PLANTED)));
        assertThat(failure).hasCauseInstanceOf(ConstraintViolationException.class);
        ConstraintViolationException violation = (ConstraintViolationException) failure.getCause();
        assertThat(violation.getKind()).isEqualTo(ConstraintKind.UNIQUE);
        assertThat(violation.getConstraintName()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    void everyOtherRefusalOfTheDatabaseIsSilentToo(int batch) {
        open(batch);
        failing(em -> em.persist(new Member(PLANTED + " whose address has far more than twenty characters")));
        failing(em -> {
            Member stranger = new Member("a@example.org");
            stranger.nickname = PLANTED;
            em.persist(stranger);
        });
        failing(em -> {
            Member countless = new Member(PLANTED);
            countless.number = null;
            em.persist(countless);
        });
        failing(em -> em.unwrap(Session.class).doWork(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("insert into member (id, email, number) values (99, '" + PLANTED + "', null)");
            }
        }));
        failing(em -> {
            Member wordy = new Member("b@example.org");
            wordy.number = null;
            wordy.nickname = "of several lines\n" + PLANTED;
            em.persist(wordy);
        });
        if (database == TestDatabase.MARIADB) {
            return; // it casts whatever it is given
        }
        school.write(em -> em.persist(new Member(PLANTED)));
        failing(em -> em.createQuery("select cast(m.email as Integer) from Member m", Integer.class)
                .getResultList());
        school.write(em -> em.createQuery("from Member", Member.class).getSingleResult().nickname =
                PLANTED + "\nand another line");
        failing(em -> em.createQuery("select cast(m.nickname as Integer) from Member m", Integer.class)
                .getResultList());
        failing(em -> em.createQuery(
                        "select cast(m.email as Integer) from Member m where m.email = '" + PLANTED + "'",
                        Integer.class)
                .getResultList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select cast(m.email as Double) from Member m",
                "select cast(m.email as LocalDate) from Member m",
                "select cast(m.email as LocalDateTime) from Member m",
                "select cast(m.email as UUID) from Member m",
                "select cast(m.email as BigDecimal) from Member m",
                "select cast(m.email || m.nickname as Integer) from Member m where m.nickname = 'Planted-Ann'",
                "select cast(m.nickname as Boolean) from Member m",
                "select json_value(m.email, '$.a') from Member m",
                "select json_exists(m.email, '$.a') from Member m",
                "select json_query(m.nickname, '$.a') from Member m",
                "select json_set(m.email, '$.a', 1) from Member m",
                "select xmlquery('/a' passing m.email) from Member m",
                "select t.a from Member m join lateral json_table(m.email, '$' columns (a String path '$.a')) t",
                "select m.number * 2147483647 * length(m.email) from Member m",
                "select length(m.email) / (m.number - 1) from Member m",
                "select substring(m.email, 1, m.number - 2) from Member m",
                "select (select n.email from Member n) from Member m",
                "select m.id from Member m where cast(m.email as Integer) = 1 or m.email = 'Planted-Ann'",
                "select repeat(m.email, 2147483647) from Member m",
            })
    void noQueryThatFailsTellsWhatItReads(String hql) {
        open(0);
        school.write(em -> {
            for (String mail : List.of(PLANTED, PLANTED + "2")) {
                Member member = new Member(mail);
                member.nickname = "{" + PLANTED + "\u00ab";
                em.persist(member);
            }
        });
        silently(em -> em.createQuery(hql, Object.class).getResultList());
        silently(em -> em.createQuery(hql, Object.class).getResultStream().count());
        silently(em -> em.unwrap(Session.class)
                .createSelectionQuery(hql, Object.class)
                .scroll()
                .next());
    }

    /** Rows of an older version of the application, which knew no list of names. */
    @Entity(name = "Alias")
    @Table(name = "alias")
    @NotPersonal
    static class Alias {
        @Id
        @GeneratedValue
        Long id;

        String name = PLANTED;
    }

    @Entity(name = "KnownName")
    @NotPersonal
    static class KnownName {
        @Id
        String name;
    }

    @Entity(name = "KnownAlias")
    @Table(name = "alias")
    @NotPersonal
    static class KnownAlias {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        @JoinColumn(name = "name", foreignKey = @ForeignKey(name = "alias_known"))
        KnownName name;
    }

    /** Expects numbers where there are words. */
    @Entity(name = "NumberedAlias")
    @Table(name = "alias")
    @NotPersonal
    static class NumberedAlias {
        @Id
        @GeneratedValue
        Long id;

        Integer name;
    }

    @Test
    void aSchemaThatDoesNotFitItsRowsTellsNothingOfThem() {
        String url = database.freshUrl();
        school = new School(url, Map.of(), List.of(Alias.class));
        school.write(em -> {
            em.persist(new Alias());
            em.persist(new Alias());
        });
        school.close();
        for (Map<String, Object> settings :
                List.<Map<String, Object>>of(Map.of(), Map.of("hibernate.hbm2ddl.halt_on_error", "true"))) {
            Throwable failure =
                    heardSilently(() -> new School(url, settings, List.of(KnownAlias.class, KnownName.class)).close());
            assertThat(failure == null).isEqualTo(settings.isEmpty());
            if (failure != null) {
                assertThat(failure).hasStackTraceContaining("alias_known");
            }
        }
        school = new School(url, Map.of(), List.of(NumberedAlias.class));
        failing(em -> em.createQuery("from NumberedAlias", NumberedAlias.class).getResultList());
    }

    @Test
    void aNaturalIdentifierThatMayNotChangeIsNamedWithoutItsValues() {
        open(0);
        school.write(em -> {
            Member member = new Member("c@example.org");
            member.code = PLANTED;
            em.persist(member);
        });
        assertThat(failing(em -> em.createQuery("from Member", Member.class).getSingleResult().code = "other"))
                .hasRootCauseMessage("An immutable natural identifier was changed: Member.code. Nothing was changed in"
                        + " the database. Declare @NaturalId(mutable = true) where it may change.");
    }

    /** In a batch, and alone: neither the failure nor the log repeats the value. */
    final Throwable failing(Consumer<EntityManager> work) {
        Throwable failure = silently(work);
        assertThat(failure).isNotNull();
        return failure;
    }

    /** The same for what fails on some databases only. */
    private Throwable silently(Consumer<EntityManager> work) {
        return heardSilently(() -> school.write(work));
    }

    private Throwable heardSilently(ThrowingCallable work) {
        Logger errors = (Logger) LoggerFactory.getLogger("org.hibernate.orm.jdbc.error");
        errors.setLevel(Level.DEBUG);
        heard.list.clear();
        Throwable failure = catchThrowable(work);
        errors.setLevel(null);
        if (failure != null) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain(PLANTED);
        }
        assertThat(heard.list)
                .filteredOn(event -> !event.getLoggerName().contains("HQL")
                        && !event.getLoggerName().contains("query"))
                .allSatisfy(event -> {
                    assertThat(event.getFormattedMessage()).doesNotContain(PLANTED);
                    if (event.getThrowableProxy() != null) {
                        assertThat(ThrowableProxyUtil.asString(event.getThrowableProxy()))
                                .doesNotContain(PLANTED);
                    }
                });
        return failure;
    }

    final School open(int batch) {
        school = new School(
                database,
                Map.of(
                        "hibernate.jdbc.batch_size",
                        batch,
                        "hibernate.query.hql.json_functions_enabled",
                        "true",
                        "hibernate.query.hql.xml_functions_enabled",
                        "true"),
                List.of(Member.class));
        return school;
    }
}
