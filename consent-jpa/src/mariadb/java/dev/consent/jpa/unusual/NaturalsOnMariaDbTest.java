package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class NaturalsOnMariaDbTest extends NaturalsContract {

    NaturalsOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
