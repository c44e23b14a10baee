package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class BranchesStampedOnPostgresTest extends BranchesContract {

    BranchesStampedOnPostgresTest() {
        super(TestDatabase.POSTGRESQL, "stamped");
    }
}
