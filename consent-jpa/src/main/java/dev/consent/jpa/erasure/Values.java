package dev.consent.jpa.erasure;

import dev.consent.jpa.sql.Parameter;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.Session;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.CommonQueryContract;
import org.hibernate.query.NativeQuery;
import org.hibernate.tool.schema.extract.spi.ColumnTypeInformation;
import org.hibernate.type.BasicArrayType;
import org.hibernate.type.BasicType;
import org.hibernate.type.descriptor.java.ArrayJavaType;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.hibernate.type.spi.TypeConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Binds a chunk of keys to the place {@code in (:values)} of a statement. Where the database has arrays, they are one
 * parameter: a hundred would have to be parsed and planned one by one. One key alone is compared as it is, because
 * Hibernate keeps the translation of such a query and of no other. A key of several columns is the list of its parts, and
 * is written as a row of parameters.
 */
final class Values {

    /** The usual place. */
    static final String USUAL = "values";

    private static final Pattern COMPARED = Pattern.compile("([^\\s(]+) in \\(:(\\w+)\\)");

    private final String place;
    private final List<BasicType<?>> types;
    private final List<Object> keys;
    private final @Nullable BasicType<?> array;

    private Values(String place, List<BasicType<?>> types, List<Object> keys, @Nullable BasicType<?> array) {
        this.place = place;
        this.types = types;
        this.keys = keys;
        this.array = array;
    }

    /** Keys for statements of a session. */
    static Values of(Session session, List<BasicType<?>> types, List<Object> keys) {
        return at(USUAL, session, types, keys);
    }

    /** The same keys for another place. */
    Values at(String other) {
        return new Values(other, types, keys, array);
    }

    /** Keys for another place than the usual one. */
    static Values at(String place, Session session, List<BasicType<?>> types, List<Object> keys) {
        return new Values(place, types, keys, types.size() == 1 ? array(session, types.get(0)) : null);
    }

    /** How an array of keys is written, or {@code null} where there are none or the keys are written in a way of their own. */
    private static <T> @Nullable BasicType<?> array(Session session, BasicType<T> type) {
        SessionFactoryImplementor factory = (SessionFactoryImplementor) session.getSessionFactory();
        Dialect dialect = factory.getJdbcServices().getDialect();
        TypeConfiguration known = factory.getTypeConfiguration();
        BasicType<T> ordinary = known.getBasicTypeForJavaType(type.getJavaType());
        if (!dialect.supportsStandardArrays()
                || ordinary == null
                || type.getValueConverter() != null
                || !type.getJdbcType().equals(ordinary.getJdbcType())) {
            return null;
        }
        JdbcType arrays = known.getJdbcTypeRegistry()
                .resolveTypeConstructorDescriptor(
                        dialect.getPreferredSqlTypeCodeForArray(), type, ColumnTypeInformation.EMPTY);
        return new BasicArrayType<>(type, arrays, new ArrayJavaType<>(type));
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

    /** The condition that a key comes after the one that is bound with {@link #bindGreater}. */
    static String greater(String key, List<BasicType<?>> types) {
        String last = numbered(types.size(), part -> ":last" + part);
        return key + " > " + (types.size() == 1 ? last : "(" + last + ")");
    }

    static void bindGreater(CommonQueryContract query, Object key, List<BasicType<?>> types) {
        List<?> parts = parts(key);
        for (int part = 0; part < parts.size(); part++) {
            single(query, "last" + part, parts.get(part), types.get(part));
        }
    }

    /** The text of a query of Hibernate with a place for each of the keys. */
    String inQuery(String text) {
        return array == null || alone()
                ? in(text)
                : COMPARED.matcher(text)
                        .replaceAll(found -> found.group(2).equals(place)
                                ? Matcher.quoteReplacement(
                                        ErasureTables.AMONG + "(" + found.group(1) + ", :" + place + ")")
                                : Matcher.quoteReplacement(found.group()));
    }

    /** What stands for {@code in (:values)} where the {@link #parameters} are question marks. */
    String marks() {
        if (alone()) {
            return "= ?";
        }
        if (array != null) {
            return "= any (?)";
        }
        String row = types.size() == 1 ? "?" : "(" + numbered(types.size(), part -> "?") + ")";
        return "in (" + numbered(keys.size(), key -> row) + ")";
    }

    /** The text of a statement with a place for each of the keys. */
    String in(String text) {
        if (alone()) {
            return text.replace("in (:" + place + ")", "= :" + place);
        }
        if (array != null) {
            return text.replace("in (:" + place + ")", "= any (:" + place + ")");
        }
        return types.size() > 1 ? text.replace(":" + place, numbered(keys.size(), this::row)) : text;
    }

    private boolean alone() {
        return keys.size() == 1 && types.size() == 1;
    }

    /** Whether the text depends on how many keys there are. */
    boolean spelledOut() {
        return !alone() && array == null;
    }

    /** Tells apart the texts of one query. */
    int variant() {
        return spelledOut() ? keys.size() : 0;
    }

    /** The keys in the order in which their parameters come where {@link #in} or {@link #inQuery} puts them. */
    List<Parameter> parameters() {
        if (alone()) {
            return List.of(new Parameter(types.get(0), keys.get(0)));
        }
        if (array != null) {
            return List.of(new Parameter(array, array(array)));
        }
        return keys.stream()
                .flatMap(key -> {
                    List<?> parts = parts(key);
                    return IntStream.range(0, parts.size())
                            .mapToObj(part -> new Parameter(types.get(part), parts.get(part)));
                })
                .toList();
    }

    <Q extends CommonQueryContract> Q bind(Q query) {
        if (alone()) {
            single(query, place, keys.get(0), types.get(0));
            return query;
        }
        if (array != null) {
            array(query, array);
            return query;
        }
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

    @SuppressWarnings("unchecked") // an array of the class of this type
    private <T> void array(CommonQueryContract query, BasicType<T> type) {
        query.setParameter(place, (T) array(type), type);
    }

    private Object array(BasicType<?> type) {
        Object values = Array.newInstance(type.getJavaType().getComponentType(), keys.size());
        for (int i = 0; i < keys.size(); i++) {
            Array.set(values, i, keys.get(i));
        }
        return values;
    }

    @SuppressWarnings("unchecked") // keys of a kind are of the types of this kind
    private <T> void list(CommonQueryContract query, BasicType<T> type) {
        query.setParameterList(place, (List<T>) keys, type);
    }

    @SuppressWarnings("unchecked")
    private static <T> void single(CommonQueryContract query, String name, Object value, BasicType<T> type) {
        query.setParameter(name, (T) value, type);
    }

    private String row(int row) {
        return "(" + numbered(types.size(), part -> ":" + name(row, part)) + ")";
    }

    private String name(int row, int part) {
        return place + row + "_" + part;
    }

    private static String numbered(int count, IntFunction<String> write) {
        return IntStream.range(0, count).mapToObj(write).collect(Collectors.joining(", "));
    }
}
