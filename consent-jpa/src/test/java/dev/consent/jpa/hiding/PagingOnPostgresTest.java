package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class PagingOnPostgresTest extends PagingContract {

    PagingOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
