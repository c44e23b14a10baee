package dev.consent.jpa.guardian;

import dev.consent.jpa.database.TestDatabase;

class GuardiansOnMariaDbTest extends GuardiansContract {

    GuardiansOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
