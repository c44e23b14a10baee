package dev.consent.jpa.bench;

/**
 * Who is measured in one process. An application protects its rows in one way, and Java compiles what Hibernate does for
 * those; with all ways side by side in one process, each of them would be slowed down by the others, unprotected rows too.
 */
public enum Company {
    STAMPED("stamped guards"),
    LOOKUP("lookup guards"),
    BY_HAND("by hand");

    private final String label;

    Company(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }

    /** Whoever everybody is compared with is in each of them. */
    boolean includes(Candidate candidate) {
        return switch (candidate.unit()) {
            case PLAIN, PLAIN_AGAIN -> true;
            case STAMPED, CHANGED_COLUMNS -> this == STAMPED;
            case LOOKUP -> this == LOOKUP;
            case FILTERED, CONSENT_FILTERED, SOFT_DELETED, FLAG_POLICY, CONSENT_POLICY -> this == BY_HAND;
        };
    }
}
