package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class ReceiptChainOnH2Test extends ReceiptChainContract {

    ReceiptChainOnH2Test() {
        super(TestDatabase.H2);
    }
}
