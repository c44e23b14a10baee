package dev.consent.jpa.restriction;

import dev.consent.jpa.database.TestDatabase;

class StampedRestrictionOnPostgresTest extends RestrictionContract {

    StampedRestrictionOnPostgresTest() {
        super(TestDatabase.POSTGRESQL, "stamped");
    }
}
