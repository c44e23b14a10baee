package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class OddmentsOnMariaDbTest extends OddmentsContract {

    OddmentsOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
