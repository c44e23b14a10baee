package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class HidingOnH2Test extends HidingContract {

    HidingOnH2Test() {
        super(TestDatabase.H2);
    }
}
