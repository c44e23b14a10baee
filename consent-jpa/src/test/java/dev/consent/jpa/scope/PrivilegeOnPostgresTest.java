package dev.consent.jpa.scope;

import dev.consent.jpa.database.TestDatabase;

class PrivilegeOnPostgresTest extends PrivilegeContract {

    PrivilegeOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
