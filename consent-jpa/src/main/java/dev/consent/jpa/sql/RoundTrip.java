package dev.consent.jpa.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;

/**
 * Statements of one transaction that are on their way together, where the driver of the database can send several at
 * once; elsewhere one after the other. Each sees what those before it have done. Beside the persistence context: nothing
 * is flushed, and no entity is changed.
 */
public final class RoundTrip {

    private final SharedSessionContractImplementor session;
    private final boolean together;
    private final List<Said> open = new ArrayList<>();

    /** Takes one row of an answer. */
    @FunctionalInterface
    public interface Row {

        /** @param values as many as types were given */
        void take(@Nullable Object[] values);
    }

    /** What is done with the answer to a statement. */
    private interface Answer {
        void take(PreparedStatement statement, boolean rows) throws SQLException;
    }

    private record Said(String sql, List<Parameter> parameters, Answer answer) {

        int set(PreparedStatement statement, int first, SharedSessionContractImplementor session) throws SQLException {
            int place = first;
            for (Parameter parameter : parameters) {
                parameter.set(statement, place++, session);
            }
            return place;
        }
    }

    RoundTrip(Session session, boolean together) {
        this.session = (SharedSessionContractImplementor) session;
        this.together = together;
    }

    /** Statements that are sent one after the other. */
    public static RoundTrip oneByOne(Session session) {
        return new RoundTrip(session, false);
    }

    /** Whether nothing is on its way. */
    public boolean isEmpty() {
        return open.isEmpty();
    }

    /** Adds a statement that changes rows. */
    public RoundTrip change(String sql, List<Parameter> parameters, IntConsumer changed) {
        open.add(new Said(sql, parameters, (statement, rows) -> changed.accept(statement.getUpdateCount())));
        return this;
    }

    /** Adds a statement that selects rows with values of these types. */
    public RoundTrip select(String sql, List<Parameter> parameters, List<? extends BasicType<?>> types, Row row) {
        open.add(new Said(sql, parameters, (statement, rows) -> {
            List<@Nullable Object[]> found = new ArrayList<>();
            try (ResultSet result = statement.getResultSet()) {
                while (result.next()) {
                    @Nullable Object[] values = new Object[types.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = types.get(i).getJdbcValueExtractor().extract(result, i + 1, session);
                    }
                    found.add(values);
                }
            }
            found.forEach(row::take);
        }));
        return this;
    }

    /** Sends what was added, and hands over the answers in their order. */
    public void send() {
        List<Said> all = List.copyOf(open);
        open.clear();
        if (all.isEmpty()) {
            return;
        }
        StatementInspector inspector = session.getJdbcSessionContext().getStatementInspector();
        List<String> texts = all.stream()
                .map(said -> inspector == null ? said.sql() : inspector.inspect(said.sql()))
                .toList();
        texts.forEach(session.getJdbcServices().getSqlStatementLogger()::logStatement);
        ((Session) session).doWork(connection -> {
            if (together && all.size() > 1) {
                // Behind a line, because an inspector may end a statement with a comment.
                String joined = texts.stream().collect(Collectors.joining("\n;"));
                try (PreparedStatement statement = connection.prepareStatement(joined)) {
                    int place = 1;
                    for (Said said : all) {
                        place = said.set(statement, place, session);
                    }
                    boolean rows = statement.execute();
                    for (int i = 0; i < all.size(); i++) {
                        all.get(i).answer().take(statement, rows);
                        rows = statement.getMoreResults();
                    }
                }
                return;
            }
            for (int i = 0; i < all.size(); i++) {
                try (PreparedStatement statement = connection.prepareStatement(texts.get(i))) {
                    all.get(i).set(statement, 1, session);
                    all.get(i).answer().take(statement, statement.execute());
                }
            }
        });
    }
}
