package dev.consent.jpa.unknown;

import dev.consent.jpa.database.TestDatabase;

class UnknownPurposesOnPostgresTest extends UnknownPurposesContract {

    UnknownPurposesOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
