package dev.consent.jpa.export;

import dev.consent.jpa.database.TestDatabase;

class PastOnPostgresTest extends PastContract {

    PastOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
