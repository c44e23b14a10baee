package dev.consent.gate;

import java.time.Instant;

/**
 * Leave to read past the guards for a while, for a recorded reason. Only the persistence unit that issued a privilege
 * honours it; an implementation of your own opens nothing.
 */
public interface Privilege {

    /** Why, as it was recorded. */
    String reason();

    /** When it ends by itself, whatever still runs. */
    Instant until();
}
