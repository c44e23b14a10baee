package dev.consent.jpa.several;

import dev.consent.jpa.database.TestDatabase;

class SeveralPeopleKeysOnH2Test extends SeveralPeopleKeysContract {

    SeveralPeopleKeysOnH2Test() {
        super(TestDatabase.H2);
    }
}
