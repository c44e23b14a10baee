package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class ReceiptChainOnMariaDbTest extends ReceiptChainContract {

    ReceiptChainOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
