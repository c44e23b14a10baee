package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class OwnSqlOnH2Test extends OwnSqlContract {

    OwnSqlOnH2Test() {
        super(TestDatabase.H2);
    }
}
