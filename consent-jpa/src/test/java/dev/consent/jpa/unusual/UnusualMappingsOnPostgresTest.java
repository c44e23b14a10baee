package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class UnusualMappingsOnPostgresTest extends UnusualMappingsContract {

    UnusualMappingsOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
