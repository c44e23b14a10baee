package dev.consent.jpa.erasure;

import java.util.List;

/** What those who set up Hibernate have to register for this room. */
public final class ErasureTables {

    /** The name of a function that tells whether a value is one of an array. */
    public static final String AMONG = "consent_among";

    private ErasureTables() {}

    /** The entity that holds receipts. */
    public static Class<?> receipts() {
        return ReceiptRow.class;
    }

    /** All entity classes. */
    public static List<Class<?>> entities() {
        return List.of(
                ObligationRow.class,
                ErasureModelRow.class,
                ReceiptRow.class,
                ReplayedRow.class,
                HoldRow.class,
                SweepLockRow.class,
                SweepRunRow.class);
    }
}
