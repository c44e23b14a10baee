package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class NaturalsOnH2Test extends NaturalsContract {

    NaturalsOnH2Test() {
        super(TestDatabase.H2);
    }
}
