package dev.consent.jpa.stamps;

import dev.consent.jpa.database.TestDatabase;

class StampsOnPostgresTest extends StampsContract {

    StampsOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
