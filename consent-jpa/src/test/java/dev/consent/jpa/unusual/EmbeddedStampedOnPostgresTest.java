package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class EmbeddedStampedOnPostgresTest extends EmbeddedContract {

    EmbeddedStampedOnPostgresTest() {
        super(TestDatabase.POSTGRESQL, "stamped");
    }
}
