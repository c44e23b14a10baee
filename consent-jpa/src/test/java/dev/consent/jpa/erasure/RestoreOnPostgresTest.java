package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

class RestoreOnPostgresTest extends RestoreContract {

    RestoreOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }

    @Override
    String copy(String url) throws Exception {
        return copied(url);
    }

    /** A copy of a database nobody is connected to. */
    static String copied(String url) throws SQLException {
        String fresh = TestDatabase.POSTGRESQL.freshUrl();
        String from = name(url);
        String to = name(fresh);
        try (Connection connection = DriverManager.getConnection(url.replace("/" + from, "/postgres"))) {
            connection.createStatement().execute("drop database " + to);
            connection.createStatement().execute("create database " + to + " template " + from);
        }
        return fresh;
    }

    private static String name(String url) {
        String path = url.substring(url.lastIndexOf('/') + 1);
        int end = path.indexOf('?');
        return end < 0 ? path : path.substring(0, end);
    }
}
