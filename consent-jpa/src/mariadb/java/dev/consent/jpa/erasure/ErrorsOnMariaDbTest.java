package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class ErrorsOnMariaDbTest extends ErrorsContract {

    ErrorsOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
