package dev.consent.erasure;

import dev.consent.ConsentException;

/** A hold was not placed or released because of what it says. Nothing was changed. */
public final class HoldRefusedException extends ConsentException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public HoldRefusedException(Reason reason, String message) {
        super(message + " Nothing was changed.");
        this.reason = reason;
    }

    /** Why it was refused. */
    public enum Reason {
        /** There is no such kind of person, or no such person. */
        UNKNOWN_SUBJECT,
        /** The class is no entity, or nothing of it is ever erased. */
        UNKNOWN_ENTITY,
        /** There is no row with this identifier. */
        UNKNOWN_ROW,
        /** There is no hold with this number. */
        UNKNOWN_HOLD,
        /** It would end before it begins, or has ended already. */
        OVER,
        /** It is about a restriction of processing, which is no hold to place or to release: it hides too. */
        RESTRICTION
    }

    /** Why it was refused. */
    public Reason reason() {
        return reason;
    }
}
