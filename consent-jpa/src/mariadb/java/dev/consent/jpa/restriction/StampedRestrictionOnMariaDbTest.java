package dev.consent.jpa.restriction;

import dev.consent.jpa.database.TestDatabase;

class StampedRestrictionOnMariaDbTest extends RestrictionContract {

    StampedRestrictionOnMariaDbTest() {
        super(TestDatabase.MARIADB, "stamped");
    }
}
