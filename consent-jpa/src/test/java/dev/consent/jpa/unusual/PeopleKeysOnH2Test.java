package dev.consent.jpa.unusual;

import dev.consent.jpa.database.TestDatabase;

class PeopleKeysOnH2Test extends PeopleKeysContract {

    PeopleKeysOnH2Test() {
        super(TestDatabase.H2);
    }
}
