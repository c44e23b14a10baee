package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class ErasureOnMariaDbTest extends ErasureContract {

    ErasureOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
