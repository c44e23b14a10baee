package dev.consent.jpa.indexes;

import org.junit.jupiter.api.Nested;

/** With both kinds of guards. */
class IndexUseTest {

    @Nested
    class LookedUp extends IndexUseContract {
        LookedUp() {
            super("lookup");
        }
    }

    @Nested
    class Stamped extends IndexUseContract {
        Stamped() {
            super("stamped");
        }
    }
}
