package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class HidingOnPostgresTest extends HidingContract {

    HidingOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
