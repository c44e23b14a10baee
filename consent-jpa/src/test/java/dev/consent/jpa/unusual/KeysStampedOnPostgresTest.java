package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class KeysStampedOnPostgresTest extends KeysContract {

    KeysStampedOnPostgresTest() {
        super(TestDatabase.POSTGRESQL, "stamped");
    }
}
