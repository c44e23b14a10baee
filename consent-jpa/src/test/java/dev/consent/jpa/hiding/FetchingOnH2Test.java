package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class FetchingOnH2Test extends FetchingContract {

    FetchingOnH2Test() {
        super(TestDatabase.H2);
    }
}
