package dev.consent.jpa.guardian;

import java.util.List;

/** The entities of this room, for those who register them with Hibernate. */
public final class GuardianTables {

    private GuardianTables() {}

    /** All entity classes. */
    public static List<Class<?>> entities() {
        return List.of(GuardianRow.class);
    }
}
