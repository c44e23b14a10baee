package dev.consent.jpa.indexes;

import dev.consent.jpa.database.TestDatabase;

class RawComparisonOnH2Test extends RawComparisonContract {

    RawComparisonOnH2Test() {
        super(TestDatabase.H2);
    }
}
