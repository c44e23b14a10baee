package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class PeopleKeysOnPostgresTest extends PeopleKeysContract {

    PeopleKeysOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
