package dev.consent.jpa.wording;

import dev.consent.jpa.database.TestDatabase;

class WordingOnH2Test extends WordingContract {

    WordingOnH2Test() {
        super(TestDatabase.H2);
    }
}
