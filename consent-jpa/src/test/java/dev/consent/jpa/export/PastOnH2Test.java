package dev.consent.jpa.export;

import dev.consent.jpa.database.TestDatabase;

class PastOnH2Test extends PastContract {

    PastOnH2Test() {
        super(TestDatabase.H2);
    }
}
