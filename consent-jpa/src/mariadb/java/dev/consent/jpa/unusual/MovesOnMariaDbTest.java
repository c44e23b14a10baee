package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class MovesOnMariaDbTest extends MovesContract {

    MovesOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
