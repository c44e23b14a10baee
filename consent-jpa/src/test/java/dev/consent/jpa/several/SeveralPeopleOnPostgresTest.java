package dev.consent.jpa.several;

import dev.consent.jpa.database.TestDatabase;

class SeveralPeopleOnPostgresTest extends SeveralPeopleContract {

    SeveralPeopleOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
