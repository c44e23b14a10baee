package dev.consent.jpa.several;

import dev.consent.jpa.database.TestDatabase;

class SeveralPeopleOnMariaDbTest extends SeveralPeopleContract {

    SeveralPeopleOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
