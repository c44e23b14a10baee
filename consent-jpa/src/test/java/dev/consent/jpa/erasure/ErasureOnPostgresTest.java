package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class ErasureOnPostgresTest extends ErasureContract {

    ErasureOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
