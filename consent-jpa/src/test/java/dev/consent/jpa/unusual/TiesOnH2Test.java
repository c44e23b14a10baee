package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class TiesOnH2Test extends TiesContract {

    TiesOnH2Test() {
        super(TestDatabase.H2);
    }
}
