package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class BranchesStampedOnH2Test extends BranchesContract {

    BranchesStampedOnH2Test() {
        super(TestDatabase.H2, "stamped");
    }
}
