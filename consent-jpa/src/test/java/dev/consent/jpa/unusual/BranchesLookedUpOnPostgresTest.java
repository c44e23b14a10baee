package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class BranchesLookedUpOnPostgresTest extends BranchesContract {

    BranchesLookedUpOnPostgresTest() {
        super(TestDatabase.POSTGRESQL, "lookup");
    }
}
