package dev.consent.jpa.silence;

import dev.consent.jpa.database.TestDatabase;

class ValidationOnPostgresTest extends ValidationContract {

    ValidationOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
