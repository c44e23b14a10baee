package dev.consent.jpa.resting;

import dev.consent.jpa.database.TestDatabase;

class RestingOnH2Test extends RestingContract {

    RestingOnH2Test() {
        super(TestDatabase.H2);
    }
}
