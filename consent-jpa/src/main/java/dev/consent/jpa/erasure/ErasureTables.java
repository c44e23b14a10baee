package dev.consent.jpa.erasure;

import java.util.List;

/** The entities of this room, for those who register them with Hibernate. */
public final class ErasureTables {

    private ErasureTables() {}

    /** All entity classes. */
    public static List<Class<?>> entities() {
        return List.of(ObligationRow.class, ReceiptRow.class);
    }
}
