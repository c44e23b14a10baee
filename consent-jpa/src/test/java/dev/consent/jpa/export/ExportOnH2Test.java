package dev.consent.jpa.export;

import dev.consent.jpa.database.TestDatabase;

class ExportOnH2Test extends ExportContract {

    ExportOnH2Test() {
        super(TestDatabase.H2);
    }
}
