package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class UnusualWritingOnPostgresTest extends UnusualWritingContract {

    UnusualWritingOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
