package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class HiddenEndsOnMariaDbTest extends HiddenEndsContract {

    HiddenEndsOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
