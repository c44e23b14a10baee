package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class TiesOnPostgresTest extends TiesContract {

    TiesOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
