package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class EmbeddedStampedOnH2Test extends EmbeddedContract {

    EmbeddedStampedOnH2Test() {
        super(TestDatabase.H2, "stamped");
    }
}
