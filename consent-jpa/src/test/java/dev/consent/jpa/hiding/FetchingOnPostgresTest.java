package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class FetchingOnPostgresTest extends FetchingContract {

    FetchingOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
