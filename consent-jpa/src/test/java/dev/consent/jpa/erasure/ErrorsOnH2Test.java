package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class ErrorsOnH2Test extends ErrorsContract {

    ErrorsOnH2Test() {
        super(TestDatabase.H2);
    }
}
