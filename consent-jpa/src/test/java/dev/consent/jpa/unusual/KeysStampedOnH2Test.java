package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class KeysStampedOnH2Test extends KeysContract {

    KeysStampedOnH2Test() {
        super(TestDatabase.H2, "stamped");
    }
}
