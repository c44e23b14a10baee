package dev.consent.jpa.unknown;

import dev.consent.jpa.database.TestDatabase;

class UnknownPurposesOnMariaDbTest extends UnknownPurposesContract {

    UnknownPurposesOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
