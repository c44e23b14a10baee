package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class UnionsOnH2Test extends UnionsContract {

    UnionsOnH2Test() {
        super(TestDatabase.H2);
    }
}
