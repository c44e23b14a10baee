package dev.consent.jpa.doors;

/** Why some doors are not there in a stateless session. */
final class SessionOnly {

    static final String NOTHING_LOADS = "in a stateless session nothing loads itself when it is touched";
    static final String NOTHING_KEPT = "a stateless session keeps nothing, and cannot merge, flush or outlive anything";
    static final String WHOLE_COLLECTIONS = "a stateless session fetches a collection as a whole, as in lines 14 to 18";
    static final String ENVERS = "Envers reads and writes with sessions";
    static final String AUDITED_COLLECTIONS =
            "Envers follows no collections that a stateless session writes; those that are not audited are written in"
                    + " FetchingContract";
    static final String SWEEP = "what erases has sessions of its own, and the tables are looked at from outside";

    private SessionOnly() {}
}
