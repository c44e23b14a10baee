package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class KindsOnMariaDbTest extends KindsContract {

    KindsOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
