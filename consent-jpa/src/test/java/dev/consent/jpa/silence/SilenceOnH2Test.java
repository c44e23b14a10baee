package dev.consent.jpa.silence;

import dev.consent.jpa.database.TestDatabase;

class SilenceOnH2Test extends SilenceContract {

    SilenceOnH2Test() {
        super(TestDatabase.H2);
    }
}
