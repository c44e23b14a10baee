package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class HoldsOnPostgresTest extends HoldsContract {

    HoldsOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
