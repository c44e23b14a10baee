package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class OwedOnPostgresTest extends OwedContract {

    OwedOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
