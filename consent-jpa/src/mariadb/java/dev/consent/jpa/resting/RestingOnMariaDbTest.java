package dev.consent.jpa.resting;

import dev.consent.jpa.database.TestDatabase;

class RestingOnMariaDbTest extends RestingContract {

    RestingOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
