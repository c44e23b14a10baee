package dev.consent.jpa.derived;

import dev.consent.jpa.database.TestDatabase;

class DerivedDataOnH2Test extends DerivedDataContract {

    DerivedDataOnH2Test() {
        super(TestDatabase.H2);
    }
}
