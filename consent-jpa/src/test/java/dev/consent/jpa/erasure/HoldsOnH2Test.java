package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class HoldsOnH2Test extends HoldsContract {

    HoldsOnH2Test() {
        super(TestDatabase.H2);
    }
}
