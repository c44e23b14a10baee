package dev.consent.jpa.record;

import dev.consent.jpa.database.TestDatabase;

class ConsentReceiptOnMariaDbTest extends ConsentReceiptContract {

    ConsentReceiptOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
