package dev.consent.jpa.silence;

import dev.consent.jpa.database.TestDatabase;

class ValidationOnH2Test extends ValidationContract {

    ValidationOnH2Test() {
        super(TestDatabase.H2);
    }
}
