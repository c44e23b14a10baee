package dev.consent.jpa.export;

import dev.consent.jpa.database.TestDatabase;

class ArraysOnH2Test extends ArraysContract {

    ArraysOnH2Test() {
        super(TestDatabase.H2);
    }
}
