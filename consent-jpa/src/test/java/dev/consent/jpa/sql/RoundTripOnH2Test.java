package dev.consent.jpa.sql;

import dev.consent.jpa.database.TestDatabase;

class RoundTripOnH2Test extends RoundTripContract {

    RoundTripOnH2Test() {
        super(TestDatabase.H2);
    }
}
