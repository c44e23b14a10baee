package dev.consent.jpa.plans;

import dev.consent.jpa.database.TestDatabase;

class DatedTermsOnH2Test extends DatedTermsContract {

    DatedTermsOnH2Test() {
        super(TestDatabase.H2);
    }
}
