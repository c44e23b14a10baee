package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class ErasureOnH2Test extends ErasureContract {

    ErasureOnH2Test() {
        super(TestDatabase.H2);
    }
}
