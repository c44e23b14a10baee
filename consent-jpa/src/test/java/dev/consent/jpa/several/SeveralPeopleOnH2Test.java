package dev.consent.jpa.several;

import dev.consent.jpa.database.TestDatabase;

class SeveralPeopleOnH2Test extends SeveralPeopleContract {

    SeveralPeopleOnH2Test() {
        super(TestDatabase.H2);
    }
}
