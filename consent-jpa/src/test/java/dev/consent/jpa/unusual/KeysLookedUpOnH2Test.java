package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class KeysLookedUpOnH2Test extends KeysContract {

    KeysLookedUpOnH2Test() {
        super(TestDatabase.H2, "lookup");
    }
}
