package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class OddmentsOnPostgresTest extends OddmentsContract {

    OddmentsOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
