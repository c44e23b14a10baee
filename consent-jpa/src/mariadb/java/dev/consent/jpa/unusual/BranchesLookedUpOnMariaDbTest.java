package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class BranchesLookedUpOnMariaDbTest extends BranchesContract {

    BranchesLookedUpOnMariaDbTest() {
        super(TestDatabase.MARIADB, "lookup");
    }
}
