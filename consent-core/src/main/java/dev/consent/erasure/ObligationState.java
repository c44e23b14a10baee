package dev.consent.erasure;

/** Where an obligation to erase stands. Nothing is ever "being worked on": the work and its mark are one transaction. */
public enum ObligationState {
    /** To be done. */
    PENDING,
    /** Done; its receipt says what. */
    DONE,
    /** No longer owed: the purpose came into force again before the data was erased. */
    CANCELLED,
    /** Tried and failed; tried again later, and visible until it succeeds. */
    FAILED
}
