package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class PagingOnMariaDbTest extends PagingContract {

    PagingOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
