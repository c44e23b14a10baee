package dev.consent.jpa.scope;

import dev.consent.jpa.database.TestDatabase;

class PrivilegeOnMariaDbTest extends PrivilegeContract {

    PrivilegeOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
