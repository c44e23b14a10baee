package dev.consent.jpa.restriction;

import dev.consent.jpa.database.TestDatabase;

class StampedRestrictionOnH2Test extends RestrictionContract {

    StampedRestrictionOnH2Test() {
        super(TestDatabase.H2, "stamped");
    }
}
