package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class EmbeddedLookedUpOnH2Test extends EmbeddedContract {

    EmbeddedLookedUpOnH2Test() {
        super(TestDatabase.H2, "lookup");
    }
}
