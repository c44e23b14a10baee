package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class HiddenEndsOnH2Test extends HiddenEndsContract {

    HiddenEndsOnH2Test() {
        super(TestDatabase.H2);
    }
}
