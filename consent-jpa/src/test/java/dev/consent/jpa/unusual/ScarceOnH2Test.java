package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class ScarceOnH2Test extends ScarceContract {

    ScarceOnH2Test() {
        super(TestDatabase.H2);
    }
}
