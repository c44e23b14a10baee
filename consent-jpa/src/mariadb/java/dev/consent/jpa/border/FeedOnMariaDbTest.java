package dev.consent.jpa.border;

import dev.consent.jpa.database.TestDatabase;

class FeedOnMariaDbTest extends FeedContract {

    FeedOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
