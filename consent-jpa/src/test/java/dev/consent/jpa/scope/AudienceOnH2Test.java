package dev.consent.jpa.scope;

import dev.consent.jpa.database.TestDatabase;

class AudienceOnH2Test extends AudienceContract {

    AudienceOnH2Test() {
        super(TestDatabase.H2);
    }
}
