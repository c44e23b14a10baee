package dev.consent.jpa.scope;

import dev.consent.jpa.database.TestDatabase;

class PrivilegeOnH2Test extends PrivilegeContract {

    PrivilegeOnH2Test() {
        super(TestDatabase.H2);
    }
}
