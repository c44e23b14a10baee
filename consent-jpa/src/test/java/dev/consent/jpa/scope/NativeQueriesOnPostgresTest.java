package dev.consent.jpa.scope;

import dev.consent.jpa.database.TestDatabase;

class NativeQueriesOnPostgresTest extends NativeQueriesContract {

    NativeQueriesOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
