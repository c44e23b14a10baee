package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class UnusualReadingOnH2Test extends UnusualReadingContract {

    UnusualReadingOnH2Test() {
        super(TestDatabase.H2);
    }
}
