package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class OwedOnH2Test extends OwedContract {

    OwedOnH2Test() {
        super(TestDatabase.H2);
    }
}
