package dev.consent.jpa.erasure;

import dev.consent.jpa.database.TestDatabase;

class ForgettingOnMariaDbTest extends ForgettingContract {

    ForgettingOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
