package dev.consent.jpa.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ServiceLoader;
import java.util.UUID;

/** A real database, a fresh one for every call of {@link #freshUrl()}. */
public enum TestDatabase {
    H2("H2") {
        @Override
        public String freshUrl() {
            return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        }
    },
    POSTGRESQL("PostgreSQL") {
        @Override
        public String freshUrl() {
            String name = "t" + UUID.randomUUID().toString().replace("-", "");
            try (Connection connection = DriverManager.getConnection(server().getJdbcUrl("postgres", "postgres"));
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
                return server().getJdbcUrl("postgres", name);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }
    },
    /** Only in the build's profile of that name, which brings a {@link DatabaseServer}. */
    MARIADB("MariaDB") {
        @Override
        public String freshUrl() {
            return ServiceLoader.load(DatabaseServer.class)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("MariaDB is there in its profile only"))
                    .freshUrl();
        }
    };

    private static EmbeddedPostgres server;

    private final String title;

    TestDatabase(String title) {
        this.title = title;
    }

    /** The name people know it by. */
    public String title() {
        return title;
    }

    /** The address of an empty database that nobody else uses, with the user in it. */
    public abstract String freshUrl();

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                // Each test has a database of its own, and nobody needs any of them after a loss of power. To have the
                // disk keep all of their files before the server stops would take longer than Surefire waits for that.
                server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return server;
    }
}
