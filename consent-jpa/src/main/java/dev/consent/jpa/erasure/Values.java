package dev.consent.jpa.erasure;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.query.CommonQueryContract;
import org.hibernate.query.NativeQuery;
import org.hibernate.type.BasicType;

/**
 * Binds a chunk of keys to the place {@code (:values)} of a statement. A key of several columns is the list of its
 * parts, and is written as a row of parameters.
 */
final class Values {

    private static final String PLACE = ":values";

    private final List<BasicType<?>> types;
    private final List<Object> keys;

    Values(List<BasicType<?>> types, List<Object> keys) {
        this.types = types;
        this.keys = keys;
    }

    /** The columns of a key, under names of their own for {@link #read}. */
    static String selected(List<String> columns) {
        return numbered(columns.size(), part -> columns.get(part) + " as k" + part);
    }

    /** Reads what is {@link #selected} as Hibernate itself would. */
    static NativeQuery<Object[]> read(NativeQuery<Object[]> query, List<BasicType<?>> types) {
        for (int part = 0; part < types.size(); part++) {
            query.addScalar("k" + part, types.get(part));
        }
        return query;
    }

    /** The key at the beginning of a row of a result: one value, or several. */
    static Object key(Object[] row, int width) {
        return width == 1 ? row[0] : List.of(Arrays.copyOf(row, width));
    }

    /** The parts of a key. */
    static List<?> parts(Object key) {
        return key instanceof List<?> several ? several : List.of(key);
    }

    /** The text with a place for each of the keys. */
    String in(String text) {
        return types.size() > 1 ? text.replace(PLACE, numbered(keys.size(), this::row)) : text;
    }

    <Q extends CommonQueryContract> Q bind(Q query) {
        if (types.size() == 1) {
            list(query, types.get(0));
            return query;
        }
        for (int row = 0; row < keys.size(); row++) {
            List<?> parts = (List<?>) keys.get(row);
            for (int part = 0; part < parts.size(); part++) {
                single(query, name(row, part), parts.get(part), types.get(part));
            }
        }
        return query;
    }

    @SuppressWarnings("unchecked") // keys of a kind are of the types of this kind
    private <T> void list(CommonQueryContract query, BasicType<T> type) {
        query.setParameterList("values", (List<T>) keys, type);
    }

    @SuppressWarnings("unchecked")
    private static <T> void single(CommonQueryContract query, String name, Object value, BasicType<T> type) {
        query.setParameter(name, (T) value, type);
    }

    private String row(int row) {
        return "(" + numbered(types.size(), part -> ":" + name(row, part)) + ")";
    }

    private static String name(int row, int part) {
        return "v" + row + "_" + part;
    }

    private static String numbered(int count, IntFunction<String> write) {
        return IntStream.range(0, count).mapToObj(write).collect(Collectors.joining(", "));
    }
}
