package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class ForgettingOnPostgresTest extends ForgettingContract {

    ForgettingOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
