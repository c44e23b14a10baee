package dev.consent.jpa.chain;

import java.util.List;

/** The entities of this room, for those who register them with Hibernate. */
public final class ChainTables {

    private ChainTables() {}

    /** All entity classes. */
    public static List<Class<?>> entities() {
        return List.of(ChainRow.class);
    }
}
