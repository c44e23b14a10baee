package dev.consent.jpa.erasure.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * An erasure log in the table {@code consent_erasure_log} of another database, which must not be restored together with
 * the one that is erased from. An intent is safe when that database has committed it. The table is made when it is not
 * there.
 */
public final class DataSourceErasureLog implements ErasureLog {

    private final DataSource source;

    /**
     * The log in this database.
     *
     * @throws ErasureLogException when it does not answer
     */
    public DataSourceErasureLog(DataSource source) {
        this.source = source;
        run("make its table", connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "create table if not exists consent_erasure_log (entry_id varchar(36) not null primary"
                                + " key, written_at timestamp not null, line text not null)");
            }
        });
    }

    @Override
    public void intend(List<? extends LogEntry.Intent> intents) {
        insert(intents);
    }

    @Override
    public void conclude(LogEntry.Outcome outcome) {
        insert(List.of(outcome));
    }

    private void insert(List<? extends LogEntry> entries) {
        run("be written", connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into consent_erasure_log values (?, ?, ?)")) {
                for (LogEntry entry : entries) {
                    insert.setString(1, UUID.randomUUID().toString());
                    insert.setTimestamp(2, Timestamp.from(entry.at()));
                    insert.setString(3, Lines.write(entry));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        });
    }

    @Override
    public void read(Reader reader) {
        run("be read", connection -> {
            try (PreparedStatement select = connection.prepareStatement("select line from consent_erasure_log")) {
                select.setFetchSize(500);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        // Nobody can tell which node wrote it, and whether that is at work.
                        reader.accept(Lines.read(rows.getString(1)), true);
                    }
                }
            }
        });
    }

    @Override
    public void dropBefore(Instant moment) {
        run("be shortened", connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from consent_erasure_log where written_at < ?")) {
                delete.setTimestamp(1, Timestamp.from(moment));
                delete.executeUpdate();
            }
        });
    }

    /** Leaves the data source open: it belongs to the application. */
    @Override
    public void close() {}

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void run(String what, Work work) {
        try (Connection connection = source.getConnection()) {
            boolean auto = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                work.on(connection);
                connection.commit();
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(auto);
            }
        } catch (SQLException failed) {
            throw new ErasureLogException("The erasure log in the other database cannot " + what, failed);
        }
    }
}
