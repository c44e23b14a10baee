package dev.consent.jpa.wording;

import java.util.List;

/** The entities of this room, for those who register them with Hibernate. */
public final class WordingTables {

    private WordingTables() {}

    /** All entity classes. */
    public static List<Class<?>> entities() {
        return List.of(WordingRow.class);
    }
}
