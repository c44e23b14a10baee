package dev.consent.jpa.mapping;

import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for the database, although mappings spell it differently: in another case, in quotes, with or without
 * its schema. What cannot be told apart for sure is taken for the same.
 */
final class Physical {

    private Physical() {}

    static boolean same(@Nullable Table one, @Nullable Table other) {
        if (one == null || other == null || one == other) {
            return one == other;
        }
        return !one.isSubselect()
                && !other.isSubselect()
                && one.getName().equalsIgnoreCase(other.getName())
                && agree(one.getSchema(), other.getSchema())
                && agree(one.getCatalog(), other.getCatalog());
    }

    static boolean same(Column one, Column other) {
        return one.getName().equalsIgnoreCase(other.getName());
    }

    /** Where one mapping leaves it to the connection, it may be what the other one names. */
    private static boolean agree(@Nullable String one, @Nullable String other) {
        return one == null || other == null || one.equalsIgnoreCase(other);
    }
}
