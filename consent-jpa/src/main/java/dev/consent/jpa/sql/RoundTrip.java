package dev.consent.jpa.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.SharedSessionContract;
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

    private static final String STEP = "consent_step";

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

        Said as(String text) {
            return new Said(text, parameters, answer);
        }

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
        send((connection, said) -> transmit(connection, said, ""));
    }

    /**
     * Sends what was added as one step of the transaction: where a deadlock undoes it, it begins again with the first
     * statement, and what comes before it stays. Answers may be handed over several times.
     */
    public void sendAsStep() {
        send((connection, said) -> {
            if (!together) {
                Deadlocks.retry(connection, () -> transmit(connection, said, ""));
                return;
            }
            // On the same way as the step itself.
            Deadlocks.retry(() -> transmit(connection, said, STEP), () -> {
                try (Statement back = connection.createStatement()) {
                    back.execute("rollback to savepoint " + STEP + ";release savepoint " + STEP);
                }
            });
        });
    }

    private interface Sending {
        void send(Connection connection, List<Said> said) throws SQLException;
    }

    private void send(Sending sending) {
        StatementInspector inspector = session.getJdbcSessionContext().getStatementInspector();
        List<Said> all = open.stream()
                .map(said -> inspector == null ? said : said.as(inspector.inspect(said.sql())))
                .toList();
        open.clear();
        if (all.isEmpty()) {
            return;
        }
        all.forEach(said -> session.getJdbcServices().getSqlStatementLogger().logStatement(said.sql()));
        ((SharedSessionContract) session).doWork(connection -> sending.send(connection, all));
    }

    /** @param savepoint around the statements, or nothing */
    private void transmit(Connection connection, List<Said> all, String savepoint) throws SQLException {
        if (!together || (all.size() == 1 && savepoint.isEmpty())) {
            for (Said said : all) {
                try (PreparedStatement statement = connection.prepareStatement(said.sql())) {
                    said.set(statement, 1, session);
                    said.answer().take(statement, statement.execute());
                }
            }
            return;
        }
        // Behind a line, because an inspector may end a statement with a comment.
        String joined = all.stream().map(Said::sql).collect(Collectors.joining("\n;"));
        if (!savepoint.isEmpty()) {
            joined = "savepoint " + savepoint + ";" + joined + "\n;release savepoint " + savepoint;
        }
        try (PreparedStatement statement = connection.prepareStatement(joined)) {
            int place = 1;
            for (Said said : all) {
                place = said.set(statement, place, session);
            }
            boolean rows = statement.execute();
            if (!savepoint.isEmpty()) {
                rows = statement.getMoreResults();
            }
            for (Said said : all) {
                said.answer().take(statement, rows);
                rows = statement.getMoreResults();
            }
        }
    }
}
