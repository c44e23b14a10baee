package dev.consent.erasure;

/** Where an obligation to erase stands. Nothing is ever "being worked on": the work and its mark are one transaction. */
public enum ObligationState {
    /** To be done. */
    PENDING,
    /** Tried and failed; tried again later, and visible until it succeeds. */
    FAILED,
    /** Not done because of a hold; goes on by itself when that ends. What it is about stays hidden. */
    HELD,
    /**
     * Erased here; copies of what went with it are not {@linkplain dev.consent.DerivedData acknowledged} to be gone yet.
     */
    AWAITING,
    /** Done; its receipt says what. */
    DONE,
    /** No longer owed: the purpose came into force again before the data was erased. */
    CANCELLED;

    /** Whether somebody still has to do something. */
    public boolean open() {
        return this != DONE && this != CANCELLED;
    }
}
