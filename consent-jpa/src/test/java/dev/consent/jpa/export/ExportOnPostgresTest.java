package dev.consent.jpa.export;

import dev.consent.jpa.database.TestDatabase;

class ExportOnPostgresTest extends ExportContract {

    ExportOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
