package dev.consent.jpa.database;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Drops what a test class has left, registered for all of them: a database that is dropped soon costs little, because the
 * disk has never seen most of it, and hundreds of them at the end take minutes.
 */
public final class UnusedDatabases implements AfterAllCallback {

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getEnclosingTestClasses().isEmpty()) {
            TestDatabase.dropUnused();
        }
    }
}
