package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class UnusualWritingOnH2Test extends UnusualWritingContract {

    UnusualWritingOnH2Test() {
        super(TestDatabase.H2);
    }
}
