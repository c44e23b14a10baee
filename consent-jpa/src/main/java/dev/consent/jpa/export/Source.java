package dev.consent.jpa.export;

import dev.consent.catalog.DeclaredPurpose;
import dev.consent.jpa.mapping.ErasurePlan.Readable;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.hibernate.query.SelectionQuery;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;

/**
 * A query that reads something about a person.
 *
 * @param entity the simple name of the entity
 * @param part the collection of it that is read, or {@code null} for its rows
 * @param past whether it reads the history
 * @param purposes what it is kept for
 * @param columns what its results hold, in their order
 * @param query the text, with the identifier of the person as {@code :person}: of Hibernate for what is there now, and in
 *     SQL for the history, which is found as an erasure finds it
 * @param types as what the results of SQL are read
 */
record Source(
        String entity,
        @Nullable String part,
        boolean past,
        List<DeclaredPurpose> purposes,
        List<String> columns,
        String query,
        List<? extends BasicType<?>> types) {

    /** The place of the identifier of the person. */
    static final String PERSON = ":person";

    private static final int ROWS_AT_ONCE = 100;

    Source {
        purposes = List.copyOf(purposes);
        columns = List.copyOf(columns);
        types = List.copyOf(types);
    }

    /** What is there now. */
    static Source now(
            String entity, @Nullable String part, List<DeclaredPurpose> purposes, List<String> columns, String query) {
        return new Source(entity, part, false, purposes, columns, query, List.of());
    }

    /** What was there before: values of a table that meet a condition, of which one at least is there. */
    static Source before(
            String entity,
            @Nullable String part,
            List<DeclaredPurpose> purposes,
            List<Readable> key,
            List<Readable> values,
            String table,
            String condition) {
        List<Readable> all = Stream.concat(key.stream(), values.stream()).toList();
        // What came and went is in the history twice. Not every value can be compared, such as a document of JSON.
        boolean comparable =
                all.stream().allMatch(value -> value.type().getJdbcType().isComparable());
        StringBuilder query = new StringBuilder(comparable ? "select distinct " : "select ");
        for (int i = 0; i < all.size(); i++) {
            query.append(i == 0 ? "" : ", ")
                    .append(all.get(i).read())
                    .append(" as v")
                    .append(i);
        }
        query.append(" from ")
                .append(table)
                .append(" p where ")
                .append(condition)
                .append(" and (");
        for (int i = 0; i < values.size(); i++) {
            query.append(i == 0 ? "" : " or ").append(values.get(i).column()).append(" is not null");
        }
        return new Source(
                entity,
                part,
                true,
                purposes,
                all.stream().map(Readable::path).toList(),
                query.append(")").toString(),
                all.stream().<BasicType<?>>map(Readable::type).toList());
    }

    /** Reads it row by row. */
    Stream<@Nullable Object[]> read(Session session, Object person, BasicType<?> personType) {
        return bind(past ? before(session) : session.createSelectionQuery(query, Object[].class), person, personType)
                .setFetchSize(ROWS_AT_ONCE)
                .getResultStream();
    }

    private SelectionQuery<Object[]> before(Session session) {
        NativeQuery<Object[]> reading = session.createNativeQuery(query, Object[].class);
        for (int i = 0; i < types.size(); i++) {
            reading.addScalar("v" + i, types.get(i));
        }
        return reading;
    }

    @SuppressWarnings("unchecked") // an identifier is of the type of identifiers
    private static <T> SelectionQuery<Object[]> bind(
            SelectionQuery<Object[]> reading, Object person, BasicType<T> type) {
        return reading.setParameter(PERSON.substring(1), (T) person, type);
    }
}
