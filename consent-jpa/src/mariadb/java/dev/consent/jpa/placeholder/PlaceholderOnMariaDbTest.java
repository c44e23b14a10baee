package dev.consent.jpa.placeholder;

import dev.consent.jpa.database.TestDatabase;

class PlaceholderOnMariaDbTest extends PlaceholderContract {

    PlaceholderOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }
}
