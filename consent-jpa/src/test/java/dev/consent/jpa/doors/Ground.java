package dev.consent.jpa.doors;

import dev.consent.jpa.database.TestDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where a door is tried.
 *
 * @param guards the setting {@code consent.guards}
 */
record Ground(TestDatabase database, String guards) {

    /** The databases of this run; the build may name others than the two that everybody has. */
    private static final String DATABASES = System.getProperty("consent.test.databases", "H2,POSTGRESQL");

    static Stream<Ground> all() {
        return databases().stream()
                .flatMap(database -> Stream.of("lookup", "stamped").map(guards -> new Ground(database, guards)));
    }

    private static List<TestDatabase> databases() {
        return Arrays.stream(DATABASES.split(",")).map(TestDatabase::valueOf).toList();
    }

    @Override
    public String toString() {
        return database.title() + " " + guards.toLowerCase(Locale.ROOT);
    }
}
