package dev.consent.jpa.scope;

import dev.consent.jpa.database.TestDatabase;
import org.junit.jupiter.api.Nested;

class AudienceOnH2Test {

    @Nested
    class Stamped extends AudienceContract {
        Stamped() {
            super(TestDatabase.H2, "auto");
        }
    }

    @Nested
    class LookedUp extends AudienceContract {
        LookedUp() {
            super(TestDatabase.H2, "lookup");
        }
    }
}
