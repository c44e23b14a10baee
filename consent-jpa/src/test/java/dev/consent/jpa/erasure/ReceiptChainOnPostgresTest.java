package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class ReceiptChainOnPostgresTest extends ReceiptChainContract {

    ReceiptChainOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
