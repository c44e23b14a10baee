package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class MovesOnH2Test extends MovesContract {

    MovesOnH2Test() {
        super(TestDatabase.H2);
    }
}
