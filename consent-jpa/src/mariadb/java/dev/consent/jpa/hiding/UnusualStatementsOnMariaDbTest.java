package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class UnusualStatementsOnMariaDbTest extends UnusualStatementsContract {

    UnusualStatementsOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
