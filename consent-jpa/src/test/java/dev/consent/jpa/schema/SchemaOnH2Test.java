package dev.consent.jpa.schema;

import dev.consent.jpa.database.TestDatabase;

class SchemaOnH2Test extends SchemaContract {

    SchemaOnH2Test() {
        super(TestDatabase.H2, "h2");
    }
}
