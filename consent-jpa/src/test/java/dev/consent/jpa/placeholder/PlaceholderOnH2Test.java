package dev.consent.jpa.placeholder;

import dev.consent.jpa.database.TestDatabase;

class PlaceholderOnH2Test extends PlaceholderContract {

    PlaceholderOnH2Test() {
        super(TestDatabase.H2);
    }
}
