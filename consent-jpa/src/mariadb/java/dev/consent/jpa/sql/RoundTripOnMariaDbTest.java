package dev.consent.jpa.sql;

import dev.consent.jpa.database.TestDatabase;

class RoundTripOnMariaDbTest extends RoundTripContract {

    RoundTripOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
