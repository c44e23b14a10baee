package dev.consent.jpa.border;

import dev.consent.jpa.database.TestDatabase;

class GateOnMariaDbTest extends GateContract {

    GateOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
