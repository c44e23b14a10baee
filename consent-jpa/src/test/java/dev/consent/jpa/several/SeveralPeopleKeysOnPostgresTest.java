package dev.consent.jpa.several;

import dev.consent.jpa.database.TestDatabase;

class SeveralPeopleKeysOnPostgresTest extends SeveralPeopleKeysContract {

    SeveralPeopleKeysOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
