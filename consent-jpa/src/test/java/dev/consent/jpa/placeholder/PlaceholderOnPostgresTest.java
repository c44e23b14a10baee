package dev.consent.jpa.placeholder;

import dev.consent.jpa.database.TestDatabase;

class PlaceholderOnPostgresTest extends PlaceholderContract {

    PlaceholderOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
