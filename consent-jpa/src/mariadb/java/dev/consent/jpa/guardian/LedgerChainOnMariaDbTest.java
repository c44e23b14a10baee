package dev.consent.jpa.guardian;

import dev.consent.jpa.database.TestDatabase;

class LedgerChainOnMariaDbTest extends LedgerChainContract {

    LedgerChainOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
