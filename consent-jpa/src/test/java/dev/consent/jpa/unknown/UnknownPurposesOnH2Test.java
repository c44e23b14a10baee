package dev.consent.jpa.unknown;

import dev.consent.jpa.database.TestDatabase;

class UnknownPurposesOnH2Test extends UnknownPurposesContract {

    UnknownPurposesOnH2Test() {
        super(TestDatabase.H2);
    }
}
