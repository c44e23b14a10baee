package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class UnionsOnMariaDbTest extends UnionsContract {

    UnionsOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
