package dev.consent.jpa.restriction;

import dev.consent.jpa.database.TestDatabase;

class LookupRestrictionOnH2Test extends RestrictionContract {

    LookupRestrictionOnH2Test() {
        super(TestDatabase.H2, "lookup");
    }
}
