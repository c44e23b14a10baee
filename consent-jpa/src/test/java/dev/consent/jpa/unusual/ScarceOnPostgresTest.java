package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class ScarceOnPostgresTest extends ScarceContract {

    ScarceOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
