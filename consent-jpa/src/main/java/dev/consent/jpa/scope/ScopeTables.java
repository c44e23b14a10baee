package dev.consent.jpa.scope;

import java.util.List;

/** The entities of this room, for those who register them with Hibernate. */
public final class ScopeTables {

    private ScopeTables() {}

    /** All entity classes. */
    public static List<Class<?>> entities() {
        return List.of(PrivilegedUseRow.class);
    }
}
