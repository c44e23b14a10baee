package dev.consent.jpa.mapping;

import dev.consent.erasure.RetentionTerm;

/**
 * A term that is counted from a date of the row.
 *
 * @param column the column that holds the date, ready for SQL
 * @param kind how the column holds it
 * @param term the term
 */
public record DatedTerm(String column, Kind kind, RetentionTerm term) {

    /** How a date is stored. */
    public enum Kind {
        /** A date without a time, in the zone of the clock. */
        DATE,
        /** A date and time, in the zone of the clock. */
        LOCAL,
        /** A moment, stored with its offset. */
        OFFSET,
        /** A moment, stored as date and time in UTC, as Hibernate does where the database knows no offsets. */
        UTC
    }
}
