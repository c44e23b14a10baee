package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class WriteSafetyOnH2Test extends WriteSafetyContract {

    WriteSafetyOnH2Test() {
        super(TestDatabase.H2);
    }
}
