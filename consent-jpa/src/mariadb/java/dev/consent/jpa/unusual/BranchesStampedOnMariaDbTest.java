package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class BranchesStampedOnMariaDbTest extends BranchesContract {

    BranchesStampedOnMariaDbTest() {
        super(TestDatabase.MARIADB, "stamped");
    }
}
