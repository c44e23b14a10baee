package dev.consent.jpa.guardian;

import dev.consent.jpa.database.TestDatabase;

class LedgerChainOnPostgresTest extends LedgerChainContract {

    LedgerChainOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
