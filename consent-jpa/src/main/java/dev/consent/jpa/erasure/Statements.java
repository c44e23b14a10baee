package dev.consent.jpa.erasure;

import dev.consent.jpa.guard.Seal;
import dev.consent.jpa.mapping.Columns;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.Hop;
import dev.consent.jpa.mapping.Replacement;
import dev.consent.jpa.mapping.SubjectLink;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/**
 * The set-based statements of one erasing transaction, in SQL, with a count per table. They fire no Envers events, so
 * what is erased does not come back as a new row of history.
 */
final class Statements {

    private final Session session;
    private final Map<String, Long> counts = new TreeMap<>();

    Statements(Session session) {
        this.session = session;
    }

    Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /** The condition under which a row of the link's table is about one of the people bound to {@code :values}. */
    static String about(SubjectLink link) {
        return link.start().value("") + " in (" + inner(link, 0) + ")";
    }

    private static String inner(SubjectLink link, int index) {
        if (index == link.hops().size()) {
            return ":values";
        }
        Hop hop = link.hops().get(index);
        String rest = hop.next().value("") + " in (" + inner(link, index + 1) + ")";
        String match = hop.match().list("");
        String live = "select " + match + " from " + hop.table() + " h where " + rest;
        if (hop.history() == null) {
            return live;
        }
        String ever = live + " union select " + match + " from " + hop.history() + " h where " + rest;
        // Where the row is still there, it says whose it is, whatever its history says.
        return hop.many() && link.past()
                ? ever
                : ever + " and not exists (select 1 from " + hop.table() + " l where "
                        + hop.match().value("l.") + " = " + hop.match().value("h.") + ")";
    }

    /** The distinct keys of rows that meet a condition over {@code :values}. */
    Set<Object> keys(Keyed table, String condition, Collection<?> values) {
        Set<Object> keys = new LinkedHashSet<>();
        for (List<?> some : Chunks.of(values)) {
            Values chunk = new Values(some);
            String select =
                    "select distinct " + table.columns().list("") + " from " + table.table() + " k where " + condition;
            Seal.broken(() -> chunk.bind(session.createNativeQuery(chunk.in(select), Object.class))
                            .getResultList())
                    .forEach(row -> keys.add(Values.key(row)));
        }
        return keys;
    }

    /** The condition under which a row has one of the keys bound to {@code :values}. */
    static String in(Columns key) {
        return key.value("") + " in (:values)";
    }

    void delete(Keyed table, Collection<?> values) {
        delete(table.table(), in(table.columns()), values);
    }

    void delete(String table, String condition, Collection<?> values) {
        execute(table, "delete from " + table + " where " + condition, values);
    }

    /** Sets columns to null where at least one of them is not. */
    void blank(String table, List<String> columns, String condition, Collection<?> values) {
        String assignments = columns.stream().map(column -> column + " = null").collect(Collectors.joining(", "));
        String any = columns.stream().map(column -> column + " is not null").collect(Collectors.joining(" or "));
        execute(
                table,
                "update " + table + " set " + assignments + " where " + condition + " and (" + any + ")",
                values);
    }

    /** Sets a column to a literal where it holds anything else. */
    void replace(String table, String column, String literal, String condition, Collection<?> values) {
        execute(
                table,
                "update " + table + " set " + column + " = " + literal + " where " + condition + " and " + column
                        + " <> " + literal,
                values);
    }

    /** Sets a column to what a strategy makes of its value, where it still holds one to be erased. */
    void compute(Keyed table, String column, Replacement.Computed how, String condition, Collection<?> values) {
        List<Change> changes = new ArrayList<>();
        for (List<?> some : Chunks.of(values)) {
            Values chunk = new Values(some);
            StringBuilder select = new StringBuilder("select ");
            List<String> key = table.columns().names();
            for (int part = 0; part < key.size(); part++) {
                select.append(key.get(part)).append(" as k").append(part).append(", ");
            }
            select.append(column).append(" as v from ").append(table.table());
            select.append(" where ").append(condition).append(" and ").append(how.left(column));
            NativeQuery<Object[]> query = session.createNativeQuery(chunk.in(select.toString()), Object[].class);
            for (int part = 0; part < key.size(); part++) {
                query.addScalar("k" + part);
            }
            query.addScalar("v", how.type());
            for (Object[] row : Seal.broken(() -> chunk.bind(query).getResultList())) {
                Object before = row[key.size()];
                Object after = before == null ? null : how.strategy().erase(before);
                if (!Objects.equals(before, after)) {
                    changes.add(new Change(Arrays.copyOf(row, key.size()), after));
                }
            }
        }
        if (!changes.isEmpty()) {
            write(table, column, how, changes);
            counts.merge(table.table(), (long) changes.size(), Long::sum);
        }
    }

    /** A new value for the row with a key. */
    private record Change(Object[] key, @Nullable Object value) {}

    private void write(Keyed table, String column, Replacement.Computed how, List<Change> changes) {
        String update = "update " + table.table() + " set " + column + " = ? where "
                + String.join(" = ? and ", table.columns().names()) + " = ?";
        SharedSessionContractImplementor implementor = (SharedSessionContractImplementor) session;
        session.doWork(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(update)) {
                for (Change change : changes) {
                    how.type().nullSafeSet(statement, change.value(), 1, implementor);
                    for (int part = 0; part < change.key().length; part++) {
                        statement.setObject(part + 2, change.key()[part]);
                    }
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        });
    }

    /** How many rows meet a condition over {@code :values}. */
    long count(String table, String condition, Collection<?> values) {
        long count = 0;
        for (List<?> some : Chunks.of(values)) {
            Values chunk = new Values(some);
            String select = "select count(*) from " + table + " k where " + condition;
            count += Seal.broken(() -> chunk.bind(session.createNativeQuery(chunk.in(select), Long.class))
                    .getSingleResult());
        }
        return count;
    }

    private void execute(String table, String sql, Collection<?> values) {
        for (List<?> some : Chunks.of(values)) {
            Values chunk = new Values(some);
            int rows = Seal.broken(() ->
                    chunk.bind(session.createNativeMutationQuery(chunk.in(sql))).executeUpdate());
            if (rows > 0) {
                counts.merge(table, (long) rows, Long::sum);
            }
        }
    }
}
