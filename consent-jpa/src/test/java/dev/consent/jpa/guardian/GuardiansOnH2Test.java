package dev.consent.jpa.guardian;

import dev.consent.jpa.database.TestDatabase;

class GuardiansOnH2Test extends GuardiansContract {

    GuardiansOnH2Test() {
        super(TestDatabase.H2);
    }
}
