package dev.consent.jpa.audit;

import dev.consent.jpa.database.TestDatabase;

class AuditOnMariaDbTest extends AuditContract {

    AuditOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
