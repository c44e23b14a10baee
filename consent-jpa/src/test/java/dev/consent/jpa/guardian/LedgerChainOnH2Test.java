package dev.consent.jpa.guardian;

import dev.consent.jpa.database.TestDatabase;

class LedgerChainOnH2Test extends LedgerChainContract {

    LedgerChainOnH2Test() {
        super(TestDatabase.H2);
    }
}
