package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class TrueRevisionsOnH2Test extends TrueRevisionsContract {

    TrueRevisionsOnH2Test() {
        super(TestDatabase.H2);
    }
}
