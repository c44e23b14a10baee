package dev.consent.jpa.stamps;

import dev.consent.jpa.database.TestDatabase;

class StampsOnMariaDbTest extends StampsContract {

    StampsOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
