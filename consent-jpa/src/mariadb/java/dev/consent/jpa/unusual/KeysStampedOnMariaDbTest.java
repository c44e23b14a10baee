package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class KeysStampedOnMariaDbTest extends KeysContract {

    KeysStampedOnMariaDbTest() {
        super(TestDatabase.MARIADB, "stamped");
    }
}
