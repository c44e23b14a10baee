package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class KeysLookedUpOnMariaDbTest extends KeysContract {

    KeysLookedUpOnMariaDbTest() {
        super(TestDatabase.MARIADB, "lookup");
    }
}
