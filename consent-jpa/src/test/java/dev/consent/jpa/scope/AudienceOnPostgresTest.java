package dev.consent.jpa.scope;

import dev.consent.jpa.database.TestDatabase;

class AudienceOnPostgresTest extends AudienceContract {

    AudienceOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
