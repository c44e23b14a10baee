package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class BranchesLookedUpOnH2Test extends BranchesContract {

    BranchesLookedUpOnH2Test() {
        super(TestDatabase.H2, "lookup");
    }
}
