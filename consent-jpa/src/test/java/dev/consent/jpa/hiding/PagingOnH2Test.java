package dev.consent.jpa.hiding;

import dev.consent.jpa.database.TestDatabase;

class PagingOnH2Test extends PagingContract {

    PagingOnH2Test() {
        super(TestDatabase.H2);
    }
}
