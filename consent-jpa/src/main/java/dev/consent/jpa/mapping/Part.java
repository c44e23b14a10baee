package dev.consent.jpa.mapping;

import java.util.List;

/** How a row of a root table tells that it is of the subclass a rule stands on. Names are ready for SQL. */
public sealed interface Part {

    /**
     * A column of the root table tells.
     *
     * @param column the column
     * @param others its values in rows of other entities; what has none of them is meant
     */
    record ByColumn(String column, List<String> others) implements Part {

        public ByColumn {
            others = List.copyOf(others);
        }

        /** The condition that is true for rows of other entities, and for nothing else. */
        public String isOther(String prefix) {
            return others.isEmpty() ? "1 = 0" : prefix + column + " IN (" + String.join(", ", others) + ")";
        }
    }

    /**
     * It has a row in a table of the subclass.
     *
     * @param table the table of the subclass
     * @param key the key of that table
     * @param root the key of the root table, in the same order
     * @param link whether the way to the data subject begins in that table, and not in the root table
     * @param term whether the date of the retention term is in that table, and not in the root table
     */
    record ByTable(String table, Columns key, Columns root, boolean link, boolean term) implements Part {}
}
