package dev.consent.jpa.border;

import dev.consent.jpa.database.TestDatabase;

class NoticesOnPostgresTest extends NoticesContract {

    NoticesOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
