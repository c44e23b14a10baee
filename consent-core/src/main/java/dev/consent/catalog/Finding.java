package dev.consent.catalog;

/**
 * Something in the catalogue that a person should look at.
 *
 * @param kind what it is about
 * @param where the entity, attribute, purpose or audience
 * @param message what was found, and what to do
 */
public record Finding(Kind kind, String where, String message) {

    /** What a finding is about. */
    public enum Kind {
        /** Nobody has said whether it is personal. */
        UNCLASSIFIED,
        /** Nobody has said, and its name sounds like personal data. */
        SOUNDS_PERSONAL,
        /** Personal data that stays until somebody decides or the purpose ends: no term is declared. */
        NO_RETENTION,
        /** A reference on the way to the person may be empty: such rows are about nobody and hidden for good. */
        SUBJECT_OPTIONAL,
        /** A special category (Art. 9), or data about offences (Art. 10), for a purpose whose basis cannot carry it. */
        SENSITIVE_BASIS,
        /** A purpose that no data names. */
        PURPOSE_UNUSED,
        /** An audience that nobody can be in: its data is hidden from everybody. */
        AUDIENCE_NOT_HELD
    }

    @Override
    public String toString() {
        return where + ": " + message;
    }
}
