package dev.consent.jpa.border;

import dev.consent.jpa.database.TestDatabase;

class GateOnPostgresTest extends GateContract {

    GateOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
