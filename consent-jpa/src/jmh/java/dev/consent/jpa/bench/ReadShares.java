package dev.consent.jpa.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hibernate.SessionFactory;
import org.slf4j.LoggerFactory;

/**
 * How much of what stamped reads take longer is the database and the way, and how much is in the application: the same
 * statements, in turn through Hibernate, by JDBC alone, and by JDBC where the database keeps its plan. By itself PostgreSQL
 * plans anew each time when it cannot know how many rows are wanted, as here, and guards are more to plan.
 */
final class ReadShares {

    static final String NAME = "READ_SHARES";

    static final List<Candidate> CANDIDATES =
            List.of(Candidate.UNPROTECTED, Candidate.CONTROL, Candidate.STAMPED_ROW, Candidate.STAMPED_COLUMNS);

    private static final List<Operation> OPERATIONS = List.of(Operation.ROWS_200, Operation.NEWEST_50);
    private static final int BLOCKS = 20;
    private static final int WARM_UP = 2_000;

    private final Options options;
    private final Keys keys;
    private final Map<Unit, SessionFactory> factories = new EnumMap<>(Unit.class);
    private final Connection connection;
    private final Connection planned;
    private final Random random = new Random(7);

    /** Keeps what is read from being optimised away. */
    private int read;

    /** The ways in which each candidate works, in the order of their samples. */
    static final List<String> WAYS = List.of("through Hibernate", "by JDBC alone", "planned once");

    /** @param samples of each operation, of the candidates in the first of the {@link #WAYS} and then in the others */
    record Result(Map<Operation, Samples> samples) {}

    private interface Work {
        void run() throws SQLException;
    }

    private ReadShares(Options options, Keys keys, Connection connection, Connection planned) {
        this.options = options;
        this.keys = keys;
        this.connection = connection;
        this.planned = planned;
    }

    static Result measure(Options options, String url, Withdrawn withdrawn, Stock stock) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Connection planned = DriverManager.getConnection(url);
                Statement planning = planned.createStatement()) {
            connection.setAutoCommit(false);
            planning.execute("set plan_cache_mode = force_generic_plan");
            planned.setAutoCommit(false);
            Keys keys = new Keys(7, withdrawn, options, stock.lastRow());
            ReadShares shares = new ReadShares(options, keys, connection, planned);
            try {
                CANDIDATES.forEach(
                        candidate -> shares.factories.computeIfAbsent(candidate.unit(), unit -> unit.open(url)));
                Map<Operation, Samples> samples = new LinkedHashMap<>();
                for (Operation operation : OPERATIONS) {
                    samples.put(operation, shares.measure(operation));
                }
                return new Result(samples);
            } finally {
                shares.factories.values().forEach(SessionFactory::close);
            }
        }
    }

    private Samples measure(Operation operation) throws SQLException {
        List<String> names = new ArrayList<>();
        List<Work> works = new ArrayList<>();
        for (Candidate candidate : CANDIDATES) {
            names.add(candidate.name());
            works.add(() -> run(operation, candidate));
        }
        for (Connection alone : List.of(connection, planned)) {
            for (Candidate candidate : CANDIDATES) {
                PreparedStatement statement = alone.prepareStatement(said(operation, candidate));
                statement.setInt(2, operation == Operation.ROWS_200 ? 200 : 50);
                names.add(candidate.name() + " by JDBC" + (alone == planned ? ", planned once" : ""));
                works.add(() -> read(statement));
            }
        }
        int rounds = Math.max(1, options.rounds() / BLOCKS);
        List<long[][]> blocks = new ArrayList<>();
        for (int round = 0; round < WARM_UP; round++) {
            round(works);
        }
        for (int block = 0; block < BLOCKS; block++) {
            long[][] times = new long[rounds][];
            for (int round = 0; round < rounds; round++) {
                times[round] = round(works);
            }
            blocks.add(times);
        }
        return new Samples(names, blocks);
    }

    private long[] round(List<Work> works) throws SQLException {
        Integer[] order = new Integer[works.size()];
        Arrays.setAll(order, index -> index);
        Collections.shuffle(Arrays.asList(order), random);
        long[] times = new long[works.size()];
        for (int index : order) {
            long from = System.nanoTime();
            works.get(index).run();
            times[index] = System.nanoTime() - from;
        }
        return times;
    }

    private void run(Operation operation, Candidate candidate) {
        Object found =
                candidate.work(factories.get(candidate.unit()), session -> operation.run(session, candidate, keys));
        read += System.identityHashCode(found);
    }

    private void read(PreparedStatement statement) throws SQLException {
        statement.setInt(1, keys.coach());
        try (ResultSet rows = statement.executeQuery()) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    read += System.identityHashCode(rows.getObject(column));
                }
            }
        }
        statement.getConnection().commit();
    }

    /** The statement as it is sent. */
    private String said(Operation operation, Candidate candidate) {
        Logger log = (Logger) LoggerFactory.getLogger("org.hibernate.SQL");
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        log.setAdditive(false);
        log.addAppender(heard);
        log.setLevel(Level.DEBUG);
        try {
            run(operation, candidate);
        } finally {
            log.setLevel(null);
            log.detachAppender(heard);
            log.setAdditive(true);
        }
        return heard.list.get(0).getFormattedMessage();
    }
}
