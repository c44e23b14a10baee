package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class MovesOnPostgresTest extends MovesContract {

    MovesOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
