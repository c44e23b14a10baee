package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class TiesOnMariaDbTest extends TiesContract {

    TiesOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
