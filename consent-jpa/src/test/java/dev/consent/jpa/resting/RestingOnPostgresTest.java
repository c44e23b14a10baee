package dev.consent.jpa.resting;

import dev.consent.jpa.database.TestDatabase;

class RestingOnPostgresTest extends RestingContract {

    RestingOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
