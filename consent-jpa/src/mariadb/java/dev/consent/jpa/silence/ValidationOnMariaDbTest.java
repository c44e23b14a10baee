package dev.consent.jpa.silence;

import dev.consent.jpa.database.TestDatabase;

class ValidationOnMariaDbTest extends ValidationContract {

    ValidationOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
