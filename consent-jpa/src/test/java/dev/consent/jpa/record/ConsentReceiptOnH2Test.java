package dev.consent.jpa.record;

import dev.consent.jpa.database.TestDatabase;

class ConsentReceiptOnH2Test extends ConsentReceiptContract {

    ConsentReceiptOnH2Test() {
        super(TestDatabase.H2);
    }
}
