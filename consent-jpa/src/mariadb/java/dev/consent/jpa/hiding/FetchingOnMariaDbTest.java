package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class FetchingOnMariaDbTest extends FetchingContract {

    FetchingOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
