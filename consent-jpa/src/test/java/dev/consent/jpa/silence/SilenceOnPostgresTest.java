package dev.consent.jpa.silence;

import dev.consent.jpa.database.TestDatabase;

class SilenceOnPostgresTest extends SilenceContract {

    SilenceOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
