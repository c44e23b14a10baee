package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class HiddenEndsOnPostgresTest extends HiddenEndsContract {

    HiddenEndsOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
