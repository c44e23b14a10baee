package dev.consent.jpa.export;

import dev.consent.jpa.database.TestDatabase;

class ExportOnMariaDbTest extends ExportContract {

    ExportOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
