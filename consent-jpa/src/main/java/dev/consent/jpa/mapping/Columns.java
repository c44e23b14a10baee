package dev.consent.jpa.mapping;

import java.util.ArrayList;
import java.util.List;

/**
 * The columns that together hold one key, in the order of the key. Most keys have one.
 *
 * @param names the columns, ready for SQL
 */
public record Columns(List<String> names) {

    public Columns {
        names = List.copyOf(names);
    }

    public static Columns of(String... names) {
        return new Columns(List.of(names));
    }

    /** As one value: a column, or a row of them. */
    public String value(String prefix) {
        return names.size() == 1 ? list(prefix) : "(" + list(prefix) + ")";
    }

    /** As a list to select. */
    public String list(String prefix) {
        return prefix + String.join(", " + prefix, names);
    }

    /** The condition under which all of them are there. */
    public String present(String prefix) {
        return prefix + String.join(" IS NOT NULL AND " + prefix, names) + " IS NOT NULL";
    }

    /** The condition that these hold the same as others. */
    public String same(String prefix, Columns other, String otherPrefix) {
        return value(prefix) + " = " + other.value(otherPrefix);
    }

    /** These columns, and one more. */
    public Columns and(String name) {
        List<String> more = new ArrayList<>(names);
        more.add(name);
        return new Columns(more);
    }
}
