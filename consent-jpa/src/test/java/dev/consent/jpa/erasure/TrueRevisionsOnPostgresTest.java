package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class TrueRevisionsOnPostgresTest extends TrueRevisionsContract {

    TrueRevisionsOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
