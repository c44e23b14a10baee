package dev.consent.jpa.border;

import dev.consent.jpa.database.TestDatabase;

class FeedOnPostgresTest extends FeedContract {

    FeedOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
