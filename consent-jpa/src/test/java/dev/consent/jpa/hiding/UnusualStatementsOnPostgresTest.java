package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class UnusualStatementsOnPostgresTest extends UnusualStatementsContract {

    UnusualStatementsOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
