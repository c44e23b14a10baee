package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class OwnSqlOnPostgresTest extends OwnSqlContract {

    OwnSqlOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
