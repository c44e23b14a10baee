package dev.consent.jpa.schema;

import org.junit.jupiter.api.Nested;

/** With both kinds of guards. */
class ReportingTest {

    @Nested
    class LookedUp extends ReportingContract {
        LookedUp() {
            super("lookup");
        }
    }

    @Nested
    class Stamped extends ReportingContract {
        Stamped() {
            super("stamped");
        }
    }
}
