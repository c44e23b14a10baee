package dev.consent.jpa.mapping;

import dev.consent.ErasureStrategy;
import org.hibernate.type.BasicType;

/** What stands in the place of an erased value. */
public sealed interface Replacement {

    /** Nothing. */
    record Clear() implements Replacement {}

    /** Always the same value. */
    record Fixed(Placeholder placeholder) implements Replacement {}

    /**
     * What a strategy makes of the value.
     *
     * @param type how the value is read and written
     * @param leftInSql the condition that a column still holds a value to be erased, with {@code ?} for the column
     * @param leftInQuery the same for an attribute in a Hibernate query, or empty when only the strategy can tell
     */
    record Computed(BasicType<?> type, ErasureStrategy strategy, String leftInSql, String leftInQuery)
            implements Replacement {

        /** The condition on one column. */
        public String left(String column) {
            return leftInSql.replace("?", column);
        }
    }
}
