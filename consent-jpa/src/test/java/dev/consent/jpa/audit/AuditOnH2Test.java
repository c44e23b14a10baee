package dev.consent.jpa.audit;

import dev.consent.jpa.database.TestDatabase;

class AuditOnH2Test extends AuditContract {

    AuditOnH2Test() {
        super(TestDatabase.H2);
    }
}
