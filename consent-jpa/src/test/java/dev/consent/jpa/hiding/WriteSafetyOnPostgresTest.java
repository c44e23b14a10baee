package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class WriteSafetyOnPostgresTest extends WriteSafetyContract {

    WriteSafetyOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
