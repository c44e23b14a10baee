package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class KindsOnPostgresTest extends KindsContract {

    KindsOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
