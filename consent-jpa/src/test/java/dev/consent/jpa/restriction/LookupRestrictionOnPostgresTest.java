package dev.consent.jpa.restriction;

import dev.consent.jpa.database.TestDatabase;

class LookupRestrictionOnPostgresTest extends RestrictionContract {

    LookupRestrictionOnPostgresTest() {
        super(TestDatabase.POSTGRESQL, "lookup");
    }
}
