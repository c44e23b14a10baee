package dev.consent.jpa.audit;

import dev.consent.jpa.database.TestDatabase;

class AuditOnPostgresTest extends AuditContract {

    AuditOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
