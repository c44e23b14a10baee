package dev.consent.decision;

/**
 * What was last said about one purpose for one person. The names are those of the Data Privacy Vocabulary.
 *
 * @see <a href="https://w3id.org/dpv#ConsentStatus">DPV, consent status</a>
 */
public enum ConsentState {
    /** Nothing was ever recorded. Not asked is not no. */
    UNKNOWN,
    /** The question was put and not answered yet. */
    REQUESTED,
    /** The question was put, and whoever was asked wants to decide later. */
    DEFERRED,
    /** Granted. */
    GIVEN,
    /** Granted again, for example after the wording changed or the term ran out. */
    RENEWED,
    /** Asked and declined. */
    REFUSED,
    /** Taken back, or objected to, by the person or whoever decides for them (Art. 7(3), Art. 21). */
    WITHDRAWN,
    /** Ended by the controller. */
    REVOKED,
    /** Run out: the date until which it was given has passed. */
    EXPIRED,
    /** Found not to be valid, for example because the wrong person granted it. */
    INVALIDATED;

    /** Whether a person who is in this state has said yes and not taken it back. */
    public boolean granted() {
        return this == GIVEN || this == RENEWED;
    }

    /** Whether this is a question without an answer. */
    public boolean open() {
        return this == REQUESTED || this == DEFERRED;
    }

    /** Whether this state ends a purpose that would otherwise be in force without consent. */
    public boolean ends() {
        return this == WITHDRAWN || this == REVOKED || this == INVALIDATED || this == EXPIRED;
    }
}
