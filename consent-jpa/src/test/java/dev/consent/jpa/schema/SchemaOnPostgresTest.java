package dev.consent.jpa.schema;

import dev.consent.jpa.database.TestDatabase;

class SchemaOnPostgresTest extends SchemaContract {

    SchemaOnPostgresTest() {
        super(TestDatabase.POSTGRESQL, "postgresql");
    }
}
