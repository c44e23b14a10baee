package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class KeysLookedUpOnPostgresTest extends KeysContract {

    KeysLookedUpOnPostgresTest() {
        super(TestDatabase.POSTGRESQL, "lookup");
    }
}
