package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class UnusualMappingsOnMariaDbTest extends UnusualMappingsContract {

    UnusualMappingsOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
