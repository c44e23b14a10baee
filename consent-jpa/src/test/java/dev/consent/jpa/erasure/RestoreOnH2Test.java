package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.UUID;

class RestoreOnH2Test extends RestoreContract {

    RestoreOnH2Test() {
        super(TestDatabase.H2);
    }

    @Override
    String copy(String url) throws Exception {
        Path dump = directory.resolve(UUID.randomUUID() + ".sql");
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.createStatement().execute("script to '" + dump + "'");
        }
        String fresh = TestDatabase.H2.freshUrl();
        try (Connection connection = DriverManager.getConnection(fresh)) {
            connection.createStatement().execute("runscript from '" + dump + "'");
        }
        java.nio.file.Files.delete(dump);
        return fresh;
    }
}
