package dev.consent.jpa.plans;

import dev.consent.jpa.database.TestDatabase;

class DatedTermsOnMariaDbTest extends DatedTermsContract {

    DatedTermsOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
