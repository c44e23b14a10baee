package dev.consent.jpa.wording;

import dev.consent.jpa.database.TestDatabase;

class WordingOnMariaDbTest extends WordingContract {

    WordingOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
