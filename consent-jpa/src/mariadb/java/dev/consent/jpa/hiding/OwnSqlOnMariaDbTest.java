package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class OwnSqlOnMariaDbTest extends OwnSqlContract {

    OwnSqlOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
