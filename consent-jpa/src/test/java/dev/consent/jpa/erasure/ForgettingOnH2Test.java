package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class ForgettingOnH2Test extends ForgettingContract {

    ForgettingOnH2Test() {
        super(TestDatabase.H2);
    }
}
