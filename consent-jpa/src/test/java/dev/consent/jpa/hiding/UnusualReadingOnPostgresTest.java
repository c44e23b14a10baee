package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class UnusualReadingOnPostgresTest extends UnusualReadingContract {

    UnusualReadingOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
