package dev.consent.jpa.export;

import dev.consent.jpa.database.TestDatabase;

class ArraysOnPostgresTest extends ArraysContract {

    ArraysOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
