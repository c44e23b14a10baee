package dev.consent.jpa.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import jakarta.persistence.EntityManager;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
        Logger errors = (Logger) LoggerFactory.getLogger("org.hibernate.orm.jdbc.error");
        errors.setLevel(Level.DEBUG);
        heard.list.clear();
        Throwable failure = catchThrowable(() -> school.write(work));
        errors.setLevel(null);
        assertThat(failure).isNotNull();
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(PLANTED);
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
        school = new School(database, Map.of("hibernate.jdbc.batch_size", batch), List.of(Member.class));
        return school;
    }
}
