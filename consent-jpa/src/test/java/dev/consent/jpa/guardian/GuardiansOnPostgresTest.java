package dev.consent.jpa.guardian;

import dev.consent.jpa.database.TestDatabase;

class GuardiansOnPostgresTest extends GuardiansContract {

    GuardiansOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
