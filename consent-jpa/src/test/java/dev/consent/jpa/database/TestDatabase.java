package dev.consent.jpa.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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

    /** Drops the databases to which nobody is connected. */
    static synchronized void dropUnused() {
        if (server == null) {
            return;
        }
        try (Connection connection = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            List<String> unused = new ArrayList<>();
            try (ResultSet names = statement.executeQuery("select datname from pg_database d where datname like 't%'"
                    + " and length(datname) = 33 and not exists"
                    + " (select 1 from pg_stat_activity a where a.datid = d.oid)")) {
                while (names.next()) {
                    unused.add(names.getString(1));
                }
            }
            for (String name : unused) {
                statement.execute("drop database " + name);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                // Each test has a database of its own, and nobody needs any of them after a loss of power. To have the
                // disk keep all of their files before the server stops would take longer than Surefire waits for that.
                // With so many databases the autovacuum would be in one of them all the time.
                server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("autovacuum", "off")
                        .start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return server;
    }
}
