package dev.consent.jpa;

/** Names of the settings consent reads from the properties of the persistence unit. */
public final class ConsentSettings {

    /**
     * The {@link java.time.Clock} everything is decided, hidden and erased by. Its zone is the one in which dates
     * without a zone are read. Default: the system clock in the system's zone. A clock of the {@linkplain
     * dev.consent.gate.Scope scope} comes first.
     */
    public static final String CLOCK = "consent.clock";

    /**
     * A {@link java.util.function.Supplier} of the account at work on the current thread, stored with each decision; an
     * account number or log-in name of at most 64 characters. Default: {@code "system"}. An actor of the
     * {@linkplain dev.consent.gate.Scope scope} comes first.
     */
    public static final String ACTOR = "consent.actor";

    /**
     * How guards reach a person's mask: {@code stamped} keeps a copy of it in every protected row, in a column named
     * {@code consent_mask}, and makes guards a test on the row in hand; {@code lookup} needs nothing in the
     * application's tables and looks the mask up. {@code auto}, the default, is stamped where the column exists or
     * Hibernate generates the schema, and lookup elsewhere. With the name of an entity behind it, as in
     * {@code consent.guards.Evaluation}, the setting holds for that entity alone.
     *
     * <p>Rows that reach their data subject in more than one step, collections and history always look masks up.
     */
    public static final String GUARDS = "consent.guards";

    private ConsentSettings() {}
}
