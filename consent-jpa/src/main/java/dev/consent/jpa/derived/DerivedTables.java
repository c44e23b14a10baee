package dev.consent.jpa.derived;

import java.util.List;

/** The entities of this room, for those who register them with Hibernate. */
public final class DerivedTables {

    private DerivedTables() {}

    /** All entity classes. */
    public static List<Class<?>> entities() {
        return List.of(DerivedErasureRow.class, DerivedKeysRow.class, GivenUpRow.class);
    }

    /** The entity whose rows are written once, and neither changed nor deleted. */
    public static Class<?> givenUp() {
        return GivenUpRow.class;
    }
}
