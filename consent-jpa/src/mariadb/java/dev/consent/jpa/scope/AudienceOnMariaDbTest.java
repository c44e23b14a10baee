package dev.consent.jpa.scope;

import dev.consent.jpa.database.TestDatabase;
import org.junit.jupiter.api.Nested;

class AudienceOnMariaDbTest {

    @Nested
    class Stamped extends AudienceContract {
        Stamped() {
            super(TestDatabase.MARIADB, "auto");
        }
    }

    @Nested
    class LookedUp extends AudienceContract {
        LookedUp() {
            super(TestDatabase.MARIADB, "lookup");
        }
    }
}
