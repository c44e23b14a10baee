package dev.consent.jpa.erasure;

import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

class RestoreWithLogInAnotherDatabaseTest extends RestoreOnH2Test {

    private final JdbcDataSource other = new JdbcDataSource();

    RestoreWithLogInAnotherDatabaseTest() {
        other.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @Override
    Object log() {
        return other;
    }
}
