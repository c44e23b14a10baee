package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class UnusualStatementsOnH2Test extends UnusualStatementsContract {

    UnusualStatementsOnH2Test() {
        super(TestDatabase.H2);
    }
}
