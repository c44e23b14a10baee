package dev.consent.jpa;

/** Names of the settings consent reads from the properties of the persistence unit. */
public final class ConsentSettings {

    /**
     * The {@link java.time.Clock} everything is decided, hidden and erased by. Its zone is the one in which dates
     * without a zone are read. Default: the system clock in the system's zone.
     */
    public static final String CLOCK = "consent.clock";

    /**
     * A {@link java.util.function.Supplier} of the account at work on the current thread, stored with each decision; an
     * account number or log-in name of at most 64 characters. Default: {@code "system"}.
     */
    public static final String ACTOR = "consent.actor";

    private ConsentSettings() {}
}
