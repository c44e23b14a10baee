package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class UnusualMappingsOnH2Test extends UnusualMappingsContract {

    UnusualMappingsOnH2Test() {
        super(TestDatabase.H2);
    }
}
