package dev.consent.jpa.indexes;

import dev.consent.jpa.database.TestDatabase;
import org.junit.jupiter.api.Nested;

/** With both kinds of guards, on both databases. */
class RawComparisonTest {

    @Nested
    class LookedUpOnH2 extends RawComparisonContract {
        LookedUpOnH2() {
            super(TestDatabase.H2, "lookup");
        }
    }

    @Nested
    class StampedOnH2 extends RawComparisonContract {
        StampedOnH2() {
            super(TestDatabase.H2, "stamped");
        }
    }

    @Nested
    class LookedUpOnPostgres extends RawComparisonContract {
        LookedUpOnPostgres() {
            super(TestDatabase.POSTGRESQL, "lookup");
        }
    }

    @Nested
    class StampedOnPostgres extends RawComparisonContract {
        StampedOnPostgres() {
            super(TestDatabase.POSTGRESQL, "stamped");
        }
    }
}
