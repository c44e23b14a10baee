package dev.consent.jpa.border;

import dev.consent.jpa.database.TestDatabase;

class GateOnH2Test extends GateContract {

    GateOnH2Test() {
        super(TestDatabase.H2);
    }
}
