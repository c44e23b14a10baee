package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class NaturalsOnPostgresTest extends NaturalsContract {

    NaturalsOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
