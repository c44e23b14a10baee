package dev.consent.jpa.database;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.jpa.Consent;
import dev.consent.jpa.ConsentSettings;
import dev.consent.testing.MovableClock;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.ValidationMode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.jspecify.annotations.Nullable;

/** A persistence unit on one database, with the steps its tests are told in. */
public class TestUnit implements AutoCloseable {

    public static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    public final MovableClock clock = MovableClock.standingAt(START, ZoneId.of("Europe/Amsterdam"));
    public final EntityManagerFactory factory;
    public final Consent consent;
    private final String url;
    private @Nullable Connection besides;

    public TestUnit(String url, Map<String, Object> settings, List<Class<?>> entities) {
        this.url = url;
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("test")
                .property("jakarta.persistence.jdbc.url", url)
                .property("hibernate.hbm2ddl.auto", "update")
                .property("hibernate.connection.pool_size", "20")
                .property(ConsentSettings.CLOCK, clock)
                .property(ConsentSettings.ACTOR, (Supplier<String>) () -> "tester");
        settings.forEach(configuration::property);
        // Hibernate lets what is said here count instead of the setting, also when nothing is said.
        configuration.validationMode(ValidationMode.valueOf(
                String.valueOf(settings.getOrDefault("jakarta.persistence.validation.mode", "none"))
                        .toUpperCase(Locale.ROOT)));
        configuration.managedClasses(entities.toArray(new Class<?>[0]));
        this.factory = configuration.createEntityManagerFactory();
        this.consent = Consent.of(factory);
    }

    public <T> T read(Function<EntityManager, T> work) {
        return factory.callInTransaction(work);
    }

    public void write(Consumer<EntityManager> work) {
        factory.runInTransaction(work);
    }

    public <T> T stateless(Function<StatelessSession, T> work) {
        return factory.unwrap(SessionFactory.class).fromStatelessTransaction(work);
    }

    /** Decides within a transaction of the caller. */
    public void decideIn(EntityManager em, SubjectId subject, boolean yes, Class<?>... purposes) {
        for (Class<?> purpose : purposes) {
            Grantor parent = Grantor.parent(7);
            consent.decide(
                    em, yes ? Decision.given(subject, purpose, parent) : Decision.withdrawn(subject, purpose, parent));
        }
    }

    /** Reads past Hibernate, as an auditor with a database client would. */
    public List<String> sql(String query) {
        return besides(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                List<String> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            }
        });
    }

    /** Writes past Hibernate. */
    public int execute(String sql) {
        return besides(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    /** What is done with a connection. */
    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Works on a connection of its own, the same each time: to open one takes longer than most of what is done with it. */
    private synchronized <T> T besides(Work<T> work) {
        try {
            if (besides == null || !besides.isValid(10)) {
                besides = DriverManager.getConnection(url);
            }
            return work.with(besides);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The columns of a table, in their order and in small letters. */
    public List<String> columns(String table) {
        return besides(connection -> {
            List<String> columns = new ArrayList<>();
            try (ResultSet rows = connection.getMetaData().getColumns(connection.getCatalog(), null, "%", "%")) {
                while (rows.next()) {
                    if (rows.getString("TABLE_NAME").equalsIgnoreCase(table)) {
                        columns.add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
                    }
                }
            }
            return columns;
        });
    }

    /** In which columns of the database a text stands. */
    public List<String> whereIs(String planted) {
        List<String> found = new ArrayList<>();
        everywhere((column, value) -> {
            if (value.contains(planted)) {
                found.add(column);
            }
        });
        return found;
    }

    /** The values anywhere in the database that begin with a text. */
    public Set<String> beginning(String planted) {
        Set<String> found = new TreeSet<>();
        everywhere((column, value) -> {
            if (value.startsWith(planted)) {
                found.add(value);
            }
        });
        return found;
    }

    /** All values of the database, with their columns. */
    private void everywhere(BiConsumer<String, String> each) {
        besides(connection -> {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = connection
                    .getMetaData()
                    .getTables(connection.getCatalog(), null, "%", new String[] {"TABLE", "BASE TABLE"})) {
                while (rows.next()) {
                    String schema = rows.getString("TABLE_SCHEM");
                    if (schema == null || schema.equalsIgnoreCase("public")) {
                        tables.add(rows.getString("TABLE_NAME"));
                    }
                }
            }
            for (String table : tables) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("select * from \"" + table + "\"")) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            String value = rows.getString(i);
                            if (value != null) {
                                each.accept(table + "." + rows.getMetaData().getColumnName(i), value);
                            }
                        }
                    }
                }
            }
            return tables;
        });
    }

    @Override
    public synchronized void close() {
        factory.close();
        try {
            if (besides != null) {
                besides.close();
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
