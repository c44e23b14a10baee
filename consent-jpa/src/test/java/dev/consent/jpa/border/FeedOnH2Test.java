package dev.consent.jpa.border;

import dev.consent.jpa.database.TestDatabase;

class FeedOnH2Test extends FeedContract {

    FeedOnH2Test() {
        super(TestDatabase.H2);
    }
}
