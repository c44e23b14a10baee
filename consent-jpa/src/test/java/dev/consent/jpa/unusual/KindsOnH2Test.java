package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class KindsOnH2Test extends KindsContract {

    KindsOnH2Test() {
        super(TestDatabase.H2);
    }
}
