package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class OwedOnMariaDbTest extends OwedContract {

    OwedOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
