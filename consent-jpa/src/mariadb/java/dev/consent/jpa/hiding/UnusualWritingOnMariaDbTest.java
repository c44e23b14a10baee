package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class UnusualWritingOnMariaDbTest extends UnusualWritingContract {

    UnusualWritingOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
