package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class EmbeddedLookedUpOnMariaDbTest extends EmbeddedContract {

    EmbeddedLookedUpOnMariaDbTest() {
        super(TestDatabase.MARIADB, "lookup");
    }
}
