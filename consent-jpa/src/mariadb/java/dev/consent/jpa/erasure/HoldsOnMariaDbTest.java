package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class HoldsOnMariaDbTest extends HoldsContract {

    HoldsOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
