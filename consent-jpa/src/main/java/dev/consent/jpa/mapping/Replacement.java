package dev.consent.jpa.mapping;

import dev.consent.ErasureStrategy;
import java.util.List;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;

/** What stands in the place of an erased value. */
public sealed interface Replacement {

    /** The condition under which something in these columns is left to be erased. */
    default String leftIn(List<String> columns) {
        if (this instanceof Computed computed) {
            return computed.left(columns.get(0));
        }
        return this instanceof Fixed fixed
                ? columns.get(0) + " <> " + fixed.placeholder().literal()
                : "(" + String.join(" is not null or ", columns) + " is not null)";
    }

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

        /**
         * What the strategy makes of a copy of the value, which it may do with as it likes.
         *
         * @return what replaces it, or the value itself when that is equal, as its type has it: arrays are by what they
         *     hold
         */
        public @Nullable Object replaced(Object value, SessionFactoryImplementor factory) {
            Object after = strategy.erase(type.deepCopy(value, factory));
            return after != null && type.isEqual(value, after) ? value : after;
        }

        /** The condition on one column. */
        public String left(String column) {
            return leftInSql.replace("?", column);
        }
    }
}
