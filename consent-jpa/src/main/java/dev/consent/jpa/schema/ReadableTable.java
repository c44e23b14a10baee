package dev.consent.jpa.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table that holds protected data, and what of it may be read. Texts are those of the mapping, with markers and with
 * Hibernate's placeholder for the alias. Names are ready for SQL.
 *
 * @param name the table
 * @param plainName its name without a schema
 * @param key its primary key; empty when it has none
 * @param conditions all must hold for a row to be there
 * @param parents rows of other tables that must be there for a row to be there
 * @param columns its columns
 */
record ReadableTable(
        String name,
        String plainName,
        List<String> key,
        List<String> conditions,
        List<Parent> parents,
        List<Field> columns) {

    ReadableTable {
        key = List.copyOf(key);
        conditions = List.copyOf(conditions);
        parents = List.copyOf(parents);
        columns = List.copyOf(columns);
    }

    /** The row of {@code table} whose {@code keys} equal the {@code columns} of the row in hand. */
    record Parent(List<String> columns, String table, List<String> keys) {}

    /** @param read how the column is read through its guard, or {@code null} when it is not guarded */
    record Field(String name, @Nullable String read) {}

    boolean hidesRows() {
        return !conditions.isEmpty() || !parents.isEmpty();
    }
}
