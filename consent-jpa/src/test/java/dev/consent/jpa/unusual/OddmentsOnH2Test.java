package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class OddmentsOnH2Test extends OddmentsContract {

    OddmentsOnH2Test() {
        super(TestDatabase.H2);
    }
}
