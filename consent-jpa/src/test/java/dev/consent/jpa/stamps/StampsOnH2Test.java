package dev.consent.jpa.stamps;

import dev.consent.jpa.database.TestDatabase;

class StampsOnH2Test extends StampsContract {

    StampsOnH2Test() {
        super(TestDatabase.H2);
    }
}
