package dev.consent.jpa.scope;

import dev.consent.jpa.database.TestDatabase;

class NativeQueriesOnMariaDbTest extends NativeQueriesContract {

    NativeQueriesOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
