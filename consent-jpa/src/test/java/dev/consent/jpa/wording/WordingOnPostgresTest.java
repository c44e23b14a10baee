package dev.consent.jpa.wording;

import dev.consent.jpa.database.TestDatabase;

class WordingOnPostgresTest extends WordingContract {

    WordingOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
