package dev.consent.jpa.derived;

import dev.consent.jpa.database.TestDatabase;

class DerivedDataOnMariaDbTest extends DerivedDataContract {

    DerivedDataOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
