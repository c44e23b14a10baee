package dev.consent.jpa.record;

import dev.consent.jpa.database.TestDatabase;

class ConsentReceiptOnPostgresTest extends ConsentReceiptContract {

    ConsentReceiptOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
