package dev.consent.jpa.several;

import dev.consent.jpa.database.TestDatabase;

class SeveralPeopleKeysOnMariaDbTest extends SeveralPeopleKeysContract {

    SeveralPeopleKeysOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
