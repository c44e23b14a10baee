package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class ScarceOnMariaDbTest extends ScarceContract {

    ScarceOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
