package dev.consent.jpa.erasure;

import dev.consent.jpa.guard.Seal;
import dev.consent.jpa.mapping.Columns;
import dev.consent.jpa.mapping.ErasurePlan.Field;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.ErasurePlan.Way;
import dev.consent.jpa.mapping.Hop;
import dev.consent.jpa.mapping.Replacement;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.mapping.SubjectLink;
import dev.consent.jpa.sql.KeptStatements;
import dev.consent.jpa.sql.Parameter;
import dev.consent.jpa.sql.RoundTrip;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.query.CommonQueryContract;
import org.hibernate.query.NativeQuery;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;

/**
 * The set-based statements of one erasing transaction, in SQL, with a count per table. They fire no Envers events, so
 * what is erased does not come back as a new row of history.
 */
final class Statements {

    /** The place of keys that are left out. */
    private static final String OTHERS = "others";

    /** Where keys stand in a statement, but not in a text within it. */
    private static final Pattern KEYS =
            Pattern.compile("'(?:[^']|'')*'|in \\(:(" + Values.USUAL + "|" + OTHERS + ")\\)");

    private final Session session;
    private final Portion portion;
    private final Supplier<RoundTrip> trips;
    private final Map<String, Long> counts = new TreeMap<>();

    /** What changes rows and was not sent yet, because nobody has looked since. */
    private @Nullable RoundTrip waiting;

    /** For those who only look. */
    Statements(Session session, Portion portion) {
        this(session, portion, () -> RoundTrip.oneByOne(session));
    }

    Statements(Session session, Portion portion, KeptStatements kept) {
        this(session, portion, () -> kept.trip(session));
    }

    private Statements(Session session, Portion portion, Supplier<RoundTrip> trips) {
        this.session = session;
        this.portion = portion;
        this.trips = trips;
    }

    Map<String, Long> counts() {
        send();
        return Map.copyOf(counts);
    }

    /** The round trip with which what was changed last is sent. */
    RoundTrip waiting() {
        RoundTrip trip = waiting;
        if (trip == null) {
            trip = trips.get();
            waiting = trip;
        }
        return trip;
    }

    /** Sends what was not sent yet, so that whoever looks next sees it. */
    void send() {
        RoundTrip trip = waiting;
        if (trip != null) {
            waiting = null;
            Seal.broken(() -> {
                trip.send();
                return trip;
            });
        }
    }

    /** The condition under which a row of the link's table is about one of the people bound to {@code :values}. */
    static String about(SubjectLink link) {
        return link.about(":" + Values.USUAL);
    }

    /** The condition under which a row of a history table of a field is about one of the people bound to {@code :values}. */
    static String past(Field field, Keyed table) {
        return field.pastAbout(table, ":" + Values.USUAL);
    }

    /** The distinct keys of rows that meet a condition over {@code :values}. */
    Keys keys(Keyed table, String condition, Keys values) {
        return keys(table, condition, values, null);
    }

    /** @param others the other keys of the condition, or {@code null} when it has none */
    Keys keys(Keyed table, String condition, Keys values, @Nullable Keys others) {
        send();
        Keys keys = Keys.of(table);
        for (Values chunk : Chunks.of(session, values)) {
            String select = "select distinct " + Values.selected(table.columns().names()) + " from " + table.table()
                    + " k where " + condition;
            Seal.broken(() -> bind(
                                    text -> Values.read(session.createNativeQuery(text, Object[].class), table.types()),
                                    select,
                                    chunk,
                                    others)
                            .getResultList())
                    .forEach(row -> keys.add(Values.key(row, table.types().size())));
        }
        return keys;
    }

    /** The people that rows with these keys are about. */
    Keys people(Keyed table, SubjectLink link, SubjectEntity subject, Keys rows) {
        String start = "select " + link.start().list("") + " from " + table.table() + " s where " + in(table.columns());
        String query = start;
        for (Hop hop : link.hops()) {
            String from = hop.history() == null || !link.past()
                    ? hop.table()
                    : "(select " + hop.match().list("") + ", " + hop.next().list("") + " from " + hop.table()
                            + " union select " + hop.match().list("") + ", "
                            + hop.next().list("") + " from "
                            + hop.history() + ")";
            query = "select " + hop.next().list("") + " from " + from + " h where "
                    + hop.match().value("") + " in (" + query + ")";
        }
        Columns last = link.hops().isEmpty()
                ? link.start()
                : link.hops().get(link.hops().size() - 1).next();
        List<BasicType<?>> types = List.of(subject.idType());
        send();
        Keys people = new Keys(types);
        for (Values chunk : Chunks.of(session, rows)) {
            String select = "select distinct " + Values.selected(last.names()) + " from (" + query + ") p where "
                    + last.present("");
            NativeQuery<Object[]> found =
                    Values.read(session.createNativeQuery(chunk.in(select), Object[].class), types);
            Seal.broken(() -> chunk.bind(found).getResultList()).forEach(row -> people.add(row[0]));
        }
        return people;
    }

    /** What rows hold that are about people, in the columns from which these are reached in steps. */
    Keys reached(SubjectLink link, List<BasicType<?>> types, Keys people) {
        String reached = "(" + link.reached(":" + Values.USUAL) + ")";
        return keys(new Keyed(reached, link.hops().get(0).match(), types), "1 = 1", people);
    }

    /** The condition under which a row has one of the keys bound to {@code :values}. */
    static String in(Columns key) {
        return key.value("") + " in (:values)";
    }

    /** The condition under which something goes with one of the keys bound to {@code :values}. */
    static String along(Way way) {
        return in(way.from().columns()) + " and " + way.to().columns().present("");
    }

    /** The condition under which a row has none of the other keys. */
    static String notOthers(Columns key) {
        return "not (" + others(key) + ")";
    }

    /** The condition under which a row has one of the other keys. */
    static String others(Columns key) {
        return key.value("") + " in (:" + OTHERS + ")";
    }

    /** The same condition over the other keys. */
    static String ofOthers(String condition) {
        return condition.replace(":" + Values.USUAL, ":" + OTHERS);
    }

    void delete(Keyed table, Keys values) {
        delete(table.table(), in(table.columns()), values);
    }

    void delete(String table, String condition, Keys values) {
        delete(table, condition, values, null);
    }

    /** @param others the other keys of the condition, or {@code null} when it has none */
    void delete(String table, String condition, Keys values, @Nullable Keys others) {
        execute(table, "delete from " + table, condition, values, others);
    }

    /** Sets columns to null where at least one of them is not. */
    void blank(String table, List<String> columns, String condition, Keys values) {
        blank(table, columns, condition, values, null);
    }

    /** @param others the other keys of the condition, or {@code null} when it has none */
    void blank(String table, List<String> columns, String condition, Keys values, @Nullable Keys others) {
        String assignments = columns.stream().map(column -> column + " = null").collect(Collectors.joining(", "));
        execute(
                table,
                "update " + table + " set " + assignments,
                condition + " and (" + anyOf(columns) + ")",
                values,
                others);
    }

    /** The condition under which one of the columns holds anything. */
    static String anyOf(List<String> columns) {
        return columns.stream().map(column -> column + " is not null").collect(Collectors.joining(" or "));
    }

    /** Sets a column to a literal where it holds anything else. */
    void replace(String table, String column, String literal, String condition, Keys values) {
        execute(
                table,
                "update " + table + " set " + column + " = " + literal,
                condition + " and " + column + " <> " + literal,
                values,
                null);
    }

    /** Sets a column to what a strategy makes of its value, where it still holds one to be erased. */
    void compute(Keyed table, String column, Replacement.Computed how, String condition, Keys values) {
        send();
        List<Change> changes = new ArrayList<>();
        for (Values chunk : Chunks.of(session, values)) {
            int width = table.types().size();
            String select = "select " + Values.selected(table.columns().names()) + ", " + column + " as v from "
                    + table.table() + " where " + condition + " and " + how.left(column);
            NativeQuery<Object[]> query =
                    Values.read(session.createNativeQuery(chunk.in(select), Object[].class), table.types());
            query.addScalar("v", how.type());
            for (Object[] row : Seal.broken(() -> chunk.bind(query).getResultList())) {
                Object before = row[width];
                Object after = before == null ? null : replaced(how, before);
                if (before != after) {
                    changes.add(new Change(Values.key(row, width), after));
                }
            }
        }
        if (!changes.isEmpty()) {
            if (!portion.onlyCounts()) {
                write(table, column, how, changes);
            }
            changed(table.table(), changes.size());
        }
    }

    /** What a strategy throws may name the value; who only asks how much would go is not to hear of it. */
    private @Nullable Object replaced(Replacement.Computed how, Object before) {
        try {
            return how.replaced(before, (SessionFactoryImplementor) session.getSessionFactory());
        } catch (RuntimeException failed) {
            if (portion.onlyCounts()) {
                return null;
            }
            throw failed;
        }
    }

    /** A new value for the row with a key. */
    private record Change(Object key, @Nullable Object value) {}

    private void write(Keyed table, String column, Replacement.Computed how, List<Change> changes) {
        String update = "update " + table.table() + " set " + column + " = ? where "
                + String.join(" = ? and ", table.columns().names()) + " = ?";
        SharedSessionContractImplementor implementor = (SharedSessionContractImplementor) session;
        session.doWork(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(update)) {
                for (Change change : changes) {
                    how.type().nullSafeSet(statement, change.value(), 1, implementor);
                    List<?> key = Values.parts(change.key());
                    for (int part = 0; part < key.size(); part++) {
                        table.types().get(part).nullSafeSet(statement, key.get(part), part + 2, implementor);
                    }
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        });
    }

    /** How many rows meet a condition over {@code :values}. */
    long count(String table, String condition, Keys values) {
        return count(table, condition, values, null);
    }

    /** @param others the other keys of the condition, or {@code null} when it has none */
    long count(String table, String condition, Keys values, @Nullable Keys others) {
        long count = 0;
        for (Values chunk : Chunks.of(session, values)) {
            count += count(table, condition, chunk, others);
        }
        return count;
    }

    private long count(String table, String condition, Values chunk, @Nullable Keys others) {
        send();
        String select = "select count(*) from " + table + " k where " + condition;
        return Seal.broken(() -> bind(text -> session.createNativeQuery(text, Long.class), select, chunk, others)
                .getSingleResult());
    }

    /** Whether this transaction may end before everything is done. */
    boolean inSteps() {
        return !portion.onlyCounts() && !portion.waits();
    }

    /** Does something that may not end before all of it is done. */
    void together(Runnable work) {
        portion.begin();
        work.run();
        send();
        portion.end(counts);
    }

    /** Whether nothing is changed, and rows are counted instead. */
    boolean onlyCount() {
        return portion.onlyCounts();
    }

    private void execute(String table, String what, String condition, Keys values, @Nullable Keys others) {
        for (Values chunk : Chunks.of(session, values)) {
            if (portion.onlyCounts()) {
                changed(table, Math.toIntExact(count(table, condition, chunk, others)));
                continue;
            }
            String sql = what + " where " + portion.within(table, condition);
            List<Parameter> parameters = new ArrayList<>();
            String text = KEYS.matcher(sql).replaceAll(found -> {
                if (found.group(1) == null) {
                    return Matcher.quoteReplacement(found.group());
                }
                Values keys = found.group(1).equals(OTHERS) ? others(Objects.requireNonNull(others)) : chunk;
                parameters.addAll(keys.parameters());
                return Matcher.quoteReplacement(keys.marks());
            });
            waiting().change(text, parameters, rows -> changed(table, rows));
            if (!portion.waits()) {
                send();
            }
        }
    }

    private Values others(Keys others) {
        return Values.at(OTHERS, session, others.types(), List.copyOf(others.values()));
    }

    private <Q extends CommonQueryContract> Q bind(
            Function<String, Q> create, String sql, Values chunk, @Nullable Keys others) {
        if (others == null) {
            return chunk.bind(create.apply(chunk.in(sql)));
        }
        Values more = others(others);
        return more.bind(chunk.bind(create.apply(more.in(chunk.in(sql)))));
    }

    /** Says how many rows this will be about at least, before anything is changed. */
    void expect(int rows) {
        portion.expect(rows);
    }

    private void changed(String table, int rows) {
        if (rows > 0) {
            counts.merge(table, (long) rows, Long::sum);
            portion.took(rows, counts);
        }
    }
}
