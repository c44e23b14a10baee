package dev.consent.jpa.border;

import dev.consent.jpa.database.TestDatabase;

class NoticesOnH2Test extends NoticesContract {

    NoticesOnH2Test() {
        super(TestDatabase.H2);
    }
}
