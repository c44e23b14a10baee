package dev.consent.jpa.sql;

import dev.consent.jpa.database.TestDatabase;

class RoundTripOnPostgresTest extends RoundTripContract {

    RoundTripOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
