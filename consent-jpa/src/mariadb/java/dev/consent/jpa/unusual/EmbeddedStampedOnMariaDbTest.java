package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class EmbeddedStampedOnMariaDbTest extends EmbeddedContract {

    EmbeddedStampedOnMariaDbTest() {
        super(TestDatabase.MARIADB, "stamped");
    }
}
