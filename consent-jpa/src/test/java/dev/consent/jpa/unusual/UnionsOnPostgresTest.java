package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class UnionsOnPostgresTest extends UnionsContract {

    UnionsOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
