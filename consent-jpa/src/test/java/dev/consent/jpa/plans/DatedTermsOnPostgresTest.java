package dev.consent.jpa.plans;

import dev.consent.jpa.database.TestDatabase;

class DatedTermsOnPostgresTest extends DatedTermsContract {

    DatedTermsOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
