package dev.consent.jpa.indexes;

import dev.consent.jpa.database.TestDatabase;

class RawComparisonOnPostgresTest extends RawComparisonContract {

    RawComparisonOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
