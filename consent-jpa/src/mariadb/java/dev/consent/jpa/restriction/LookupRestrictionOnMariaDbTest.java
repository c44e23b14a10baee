package dev.consent.jpa.restriction;

import dev.consent.jpa.database.TestDatabase;

class LookupRestrictionOnMariaDbTest extends RestrictionContract {

    LookupRestrictionOnMariaDbTest() {
        super(TestDatabase.MARIADB, "lookup");
    }
}
