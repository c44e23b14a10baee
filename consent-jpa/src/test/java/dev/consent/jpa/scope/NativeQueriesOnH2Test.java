package dev.consent.jpa.scope;

import dev.consent.jpa.database.TestDatabase;

class NativeQueriesOnH2Test extends NativeQueriesContract {

    NativeQueriesOnH2Test() {
        super(TestDatabase.H2);
    }
}
