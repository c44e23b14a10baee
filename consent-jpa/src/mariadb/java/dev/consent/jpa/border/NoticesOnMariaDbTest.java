package dev.consent.jpa.border;

import dev.consent.jpa.database.TestDatabase;

class NoticesOnMariaDbTest extends NoticesContract {

    NoticesOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
