package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class EmbeddedLookedUpOnPostgresTest extends EmbeddedContract {

    EmbeddedLookedUpOnPostgresTest() {
        super(TestDatabase.POSTGRESQL, "lookup");
    }
}
