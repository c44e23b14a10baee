package dev.consent.jpa.derived;

import dev.consent.jpa.database.TestDatabase;

class DerivedDataOnPostgresTest extends DerivedDataContract {

    DerivedDataOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
