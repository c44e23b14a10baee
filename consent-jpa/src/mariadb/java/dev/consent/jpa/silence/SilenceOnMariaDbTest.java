package dev.consent.jpa.silence;

import dev.consent.jpa.database.TestDatabase;

class SilenceOnMariaDbTest extends SilenceContract {

    SilenceOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
