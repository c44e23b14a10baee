package dev.consent.jpa.mapping;

import dev.consent.erasure.RetentionTerm;

/**
 * How long the rows of a table are kept, counted from one of its columns.
 *
 * @param column the column that holds the date, ready for SQL
 * @param kind how the column holds it
 * @param term the term
 * @param hides whether rows are hidden from the end of the term until they are erased
 */
public record RetentionRule(String column, Kind kind, RetentionTerm term, boolean hides) {

    /** How a date is stored. */
    public enum Kind {
        /** A date without a time, in the zone of the clock. */
        DATE,
        /** A date and time, in the zone of the clock. */
        LOCAL,
        /** A moment, stored with its offset. */
        OFFSET
    }
}
