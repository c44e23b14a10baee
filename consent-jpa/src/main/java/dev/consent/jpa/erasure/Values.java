package dev.consent.jpa.erasure;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.query.CommonQueryContract;

/**
 * Binds a chunk of keys to the place {@code (:values)} of a statement. A key of several columns is the list of its
 * parts, and is written as a row of parameters.
 */
final class Values {

    private static final String PLACE = ":values";

    private final List<?> keys;
    private final boolean rows;

    Values(List<?> keys) {
        this.keys = keys;
        this.rows = keys.get(0) instanceof List<?>;
    }

    /** The key in a row of a result: one value, or several. */
    static Object key(Object row) {
        return row instanceof Object[] parts
                ? Arrays.stream(parts).map(Values::part).toList()
                : part(row);
    }

    /** H2 calls a UUID binary, and bytes are no type of an identifier here. */
    private static Object part(Object value) {
        if (value instanceof byte[] bytes) {
            ByteBuffer halves = ByteBuffer.wrap(bytes);
            return new UUID(halves.getLong(), halves.getLong());
        }
        return value;
    }

    /** The text with a place for each of the keys. */
    String in(String text) {
        return rows ? text.replace(PLACE, numbered(keys.size(), this::row)) : text;
    }

    <Q extends CommonQueryContract> Q bind(Q query) {
        if (!rows) {
            query.setParameterList("values", keys);
            return query;
        }
        for (int row = 0; row < keys.size(); row++) {
            List<?> parts = (List<?>) keys.get(row);
            for (int part = 0; part < parts.size(); part++) {
                query.setParameter(name(row, part), parts.get(part));
            }
        }
        return query;
    }

    private String row(int row) {
        int width = ((List<?>) keys.get(row)).size();
        return "(" + numbered(width, part -> ":" + name(row, part)) + ")";
    }

    private static String name(int row, int part) {
        return "v" + row + "_" + part;
    }

    private static String numbered(int count, IntFunction<String> write) {
        return IntStream.range(0, count).mapToObj(write).collect(Collectors.joining(", "));
    }
}
