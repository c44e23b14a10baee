package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class ErrorsOnPostgresTest extends ErrorsContract {

    ErrorsOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
