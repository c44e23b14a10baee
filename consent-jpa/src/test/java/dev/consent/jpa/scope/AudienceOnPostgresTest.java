package dev.consent.jpa.scope;

import dev.consent.jpa.database.TestDatabase;
import org.junit.jupiter.api.Nested;

class AudienceOnPostgresTest {

    @Nested
    class Stamped extends AudienceContract {
        Stamped() {
            super(TestDatabase.POSTGRESQL, "auto");
        }
    }

    @Nested
    class LookedUp extends AudienceContract {
        LookedUp() {
            super(TestDatabase.POSTGRESQL, "lookup");
        }
    }
}
