package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class PeopleKeysOnMariaDbTest extends PeopleKeysContract {

    PeopleKeysOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
