package dev.consent.jpa.bench;

import dev.consent.erasure.SweepReport;
import dev.consent.jpa.Consent;
import dev.consent.jpa.bench.Comparison.Estimate;
import dev.consent.jpa.bench.model.PastEssay;
import dev.consent.jpa.bench.model.PlainEssay;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;

/**
 * What erasing costs, on PostgreSQL, beside the same by hand in the same run. It looks through obligations, locks and
 * checks, erases live rows and history, doubts itself and writes receipts; those who do it by hand only erase.
 */
final class Erasures {

    static final String ONE = "ERASURE_ONE";
    static final String BULK = "ERASURE_BULK";
    static final String DUE = "ERASURE_DUE";
    static final String NODES = "ERASURE_NODES";
    static final String OTHERS = "ERASURE_OTHERS";
    static final List<String> NAMES = List.of(ONE, BULK, DUE, NODES, OTHERS);

    /** What the targets are measured by. */
    private static final double ONE_AT_MOST = 2;

    private static final double BULK_AT_LEAST = 0.6;
    private static final double ORM_AT_LEAST = 10;
    private static final double OTHERS_AT_LEAST = 0.95;

    /** Each measurement takes people of its own. */
    private static final int LEAST_PEOPLE = 100_000;

    private static final int IN_A_TRANSACTION = 100;
    private static final int BULK_SUBJECTS = 1_000;
    private static final int ORM_SUBJECTS = 100;
    private static final List<Integer> NODE_COUNTS = List.of(1, 2, 4);
    private static final int WARM_UP = 4;
    private static final int WARM_UP_MANY = 8;

    /** A process that erases one person now and then does so for months: until here, more of its code gets compiled. */
    private static final int WARM_UP_ALONE = 40_000;

    /** Two statements by hand are warm long before: in one of so many rounds they are enough. */
    private static final int BY_HAND_TOO = 10;

    /** The database tidies up, and then plans anew, after many changes and not after each. */
    private static final int TIDY_ALONE = 50;

    private static final int DUE_NOW = 10_000;
    private static final int DUE_LATER = 99;

    private final Options options;
    private final EssayStock stock;
    private final SessionFactory factory;
    private final Consent consent;
    private final SessionFactory plain;
    private final Connection byHand;
    private final Random random = new Random(7);
    private final StringBuilder text = new StringBuilder();
    private final List<String> missed = new ArrayList<>();

    /** A way to erase some people; returns the nanoseconds it took. */
    private interface Way {
        long erase(int people) throws SQLException;
    }

    private Erasures(
            Options options, EssayStock stock, SessionFactory factory, SessionFactory plain, Connection byHand) {
        this.options = options;
        this.stock = stock;
        this.factory = factory;
        this.consent = Consent.of(factory);
        this.plain = plain;
        this.byHand = byHand;
    }

    static String measure(Options options, String url, Predicate<String> includes) throws SQLException {
        if (options.pupils() < LEAST_PEOPLE) {
            return "\nErasing is not measured with less than " + LEAST_PEOPLE + " people: whoever is erased is gone.\n";
        }
        long many = options.pupils() + (includes.test(ONE) ? WARM_UP_ALONE * (BY_HAND_TOO + 1) / BY_HAND_TOO : 0);
        try (EssayStock stock = new EssayStock(url, many)) {
            stock.fill();
            return measure(options, url, includes, stock);
        }
    }

    private static String measure(Options options, String url, Predicate<String> includes, EssayStock stock)
            throws SQLException {
        try (SessionFactory factory = EssayStock.consent(url, "none", Map.of("consent.guards", "lookup"));
                SessionFactory plain = EssayStock.plain(url);
                Connection byHand = DriverManager.getConnection(url)) {
            byHand.setAutoCommit(false);
            Erasures erasures = new Erasures(options, stock, factory, plain, byHand);
            // First, as it also warms up what many need.
            if (includes.test(ONE)) {
                erasures.one();
            }
            if (includes.test(BULK)) {
                erasures.bulk();
            }
            if (includes.test(NODES)) {
                erasures.nodes(url);
            }
            if (includes.test(OTHERS)) {
                Others.Result others = new Others(url, stock).measure();
                erasures.text.append(others.text());
                erasures.miss("others during a paced sweep", others.paced(), OTHERS_AT_LEAST, true);
            }
            if (includes.test(DUE)) {
                erasures.due();
            }
            return erasures.report();
        }
    }

    /** Many people: consent, set-based SQL by hand, and row by row through the ORM. */
    private void bulk() throws SQLException {
        int rounds = Math.max(12, options.rounds() / 100);
        List<String> names = List.of("consent", "by hand", "row by row");
        List<Way> ways = List.of(this::sweep, this::byHandTogether, this::throughTheOrm);
        int[] sizes = {BULK_SUBJECTS, BULK_SUBJECTS, ORM_SUBJECTS};
        Samples samples = rounds(names, ways, sizes, rounds, WARM_UP_MANY, 1, 1);
        Comparison perSubject = new Comparison(perSubject(samples, sizes));
        text.append("\n### Many people\n\n|  | people per second | of what is done by hand |\n| --- | --- | --- |\n");
        List<String> labels = List.of(
                "consent's sweep, whole",
                "by hand: set-based SQL, 100 people per transaction, `skip locked`",
                "by hand: row by row through the ORM, a transaction per person");
        for (int i = 0; i < labels.size(); i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %s |%n",
                    labels.get(i),
                    1e9 / perSubject.median(i).value(),
                    ratio(perSubject.ratio(1, i))));
        }
        miss("a sweep of many, of what set-based SQL does", perSubject.ratio(1, 0), BULK_AT_LEAST, true);
        miss("a sweep of many, of what the ORM does", perSubject.ratio(2, 0), ORM_AT_LEAST, true);
        text.append("\nA sweep erases ")
                .append(ratio(perSubject.ratio(2, 0)))
                .append(" times as many people as the ORM does.\n");
    }

    /** One person, from the call of the sweep to its return. */
    private void one() throws SQLException {
        int rounds = Math.max(200, options.rounds());
        Samples samples = rounds(
                List.of("consent", "by hand"),
                List.of(this::sweep, this::byHandAlone),
                new int[] {1, 1},
                rounds,
                WARM_UP_ALONE,
                TIDY_ALONE,
                Math.max(1, rounds / 20));
        Comparison comparison = new Comparison(samples);
        text.append(String.format(
                Locale.ROOT,
                "%n### One person%n%nA sweep that finds one obligation takes %.2f ms, receipt included; two statements"
                        + " by hand in a transaction take %.2f ms: %s times as long.%n",
                comparison.median(0).value() / 1e6,
                comparison.median(1).value() / 1e6,
                ratio(comparison.ratio(0, 1))));
        miss("one person, in times of a delete by hand", comparison.ratio(0, 1), ONE_AT_MOST, false);
    }

    /** Several nodes that sweep together. */
    private void nodes(String url) {
        text.append("\n### Several nodes\n\n| nodes | people per second |\n| --- | --- |\n");
        for (int count : NODE_COUNTS) {
            List<SessionFactory> nodes = IntStream.range(0, count)
                    .mapToObj(node -> EssayStock.consent(url, "none", Map.of("consent.guards", "lookup")))
                    .toList();
            try {
                together(nodes); // warms up
                double[] rates = IntStream.range(0, 5)
                        .mapToDouble(round -> together(nodes))
                        .sorted()
                        .toArray();
                text.append(String.format(Locale.ROOT, "| %d | %,.0f |%n", count, rates[rates.length / 2]));
            } finally {
                nodes.forEach(SessionFactory::close);
            }
        }
    }

    /** Lets all nodes sweep at the same moment, and returns how many people they erase in a second. */
    private double together(List<SessionFactory> nodes) {
        stock.due(stock.take(BULK_SUBJECTS));
        long from = System.nanoTime();
        List<CompletableFuture<SweepReport>> sweeps = nodes.stream()
                .map(node -> CompletableFuture.supplyAsync(
                        () -> Consent.of(node).erasure().sweep(), work -> new Thread(work).start()))
                .toList();
        int done = sweeps.stream().mapToInt(sweep -> sweep.join().done()).sum();
        double seconds = (System.nanoTime() - from) / 1e9;
        if (done != BULK_SUBJECTS) {
            throw new IllegalStateException(done + " people were erased instead of " + BULK_SUBJECTS);
        }
        return done / seconds;
    }

    /** Looking for what is due among much that is not: everything about a sweep but the erasing. */
    private void due() throws SQLException {
        stock.registerNobody(DUE_NOW * (1 + DUE_LATER));
        List<long[]> times = new ArrayList<>();
        for (int round = 0; round < WARM_UP + 10; round++) {
            long[] all = new long[EssayStock.Beside.values().length];
            for (EssayStock.Beside beside : EssayStock.Beside.values()) {
                stock.forgetObligations();
                stock.dueOfNobody(DUE_NOW, DUE_LATER, beside);
                stock.settle();
                // Nobody is erased, so that a second sweep finds the same: without the first touch of each page since
                // the checkpoint, which is written to the log as a whole.
                consent.erasure().sweep();
                long from = System.nanoTime();
                SweepReport report = consent.erasure().sweep();
                all[beside.ordinal()] = System.nanoTime() - from;
                if (report.done() + report.failed() > 0) {
                    throw new IllegalStateException("somebody was erased who is not there");
                }
            }
            if (round >= WARM_UP) {
                times.add(all);
            }
        }
        stock.forgetObligations();
        List<String> names =
                Stream.of(EssayStock.Beside.values()).map(Enum::name).toList();
        Comparison comparison = new Comparison(samples(names, times, 1));
        Estimate inOrder = comparison.ratio(EssayStock.Beside.OLDER_THAN_OTHERS.ordinal(), 0);
        text.append(String.format(
                Locale.ROOT,
                "%n### Finding what is due%n%nGoing through %,d obligations that are due takes %.0f ms when there are no"
                        + " others. Among %,d it takes %.0f ms, %s times as long, when those that are due were owed first;"
                        + " and %.0f ms, %s times as long, when each of them stands between others.%n",
                DUE_NOW,
                comparison.median(0).value() / 1e6,
                DUE_NOW * (1 + DUE_LATER),
                comparison.median(1).value() / 1e6,
                ratio(inOrder),
                comparison.median(2).value() / 1e6,
                ratio(comparison.ratio(EssayStock.Beside.AMONG_OTHERS.ordinal(), 0))));
        miss("finding 1 % among a million", inOrder, 1.05, false);
    }

    private Samples rounds(List<String> names, List<Way> ways, int[] sizes, int rounds, int warmUp, int tidy, int block)
            throws SQLException {
        List<long[]> times = new ArrayList<>();
        for (int round = -warmUp; round < rounds; round++) {
            if (round % tidy == 0) {
                stock.tidy();
            }
            long[] took = new long[ways.size()];
            for (int way : order(ways.size())) {
                if (way == 0 || round >= 0 || warmUp < WARM_UP_ALONE || round % BY_HAND_TOO == 0) {
                    took[way] = ways.get(way).erase(sizes[way]);
                }
            }
            if (round >= 0) {
                times.add(took);
            }
        }
        return samples(names, times, block);
    }

    private int[] order(int size) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            order.add(random.nextInt(i + 1), i);
        }
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    private long sweep(int people) {
        stock.due(stock.take(people));
        long from = System.nanoTime();
        SweepReport report = consent.erasure().sweep();
        long took = System.nanoTime() - from;
        if (report.done() != people || report.failed() > 0) {
            throw new IllegalStateException(report.done() + " people were erased instead of " + people);
        }
        return took;
    }

    private long byHandTogether(int people) throws SQLException {
        long[] pupils = stock.take(people);
        stock.execute("truncate by_hand.due");
        stock.execute("insert into by_hand.due select row_number() over (), p, false from unnest(cast('"
                + Arrays.toString(pupils).replace('[', '{').replace(']', '}') + "' as bigint[])) as u (p)");
        long from = System.nanoTime();
        long erased = 0;
        long some;
        do {
            some = erase();
            erased += some;
        } while (some > 0);
        long took = System.nanoTime() - from;
        if (erased != people) {
            throw new IllegalStateException(erased + " people were erased instead of " + people);
        }
        return took;
    }

    private long erase() throws SQLException {
        List<Long> due = new ArrayList<>();
        List<Long> pupils = new ArrayList<>();
        try (PreparedStatement claim = byHand.prepareStatement("select id, pupil_id from by_hand.due where not done"
                        + " order by id limit " + IN_A_TRANSACTION + " for update skip locked");
                ResultSet rows = claim.executeQuery()) {
            while (rows.next()) {
                due.add(rows.getLong(1));
                pupils.add(rows.getLong(2));
            }
        }
        if (!due.isEmpty()) {
            Array keys = byHand.createArrayOf("bigint", pupils.toArray());
            execute("delete from by_hand.essay where pupil_id = any (?)", keys);
            execute(
                    "update by_hand.essay_aud set score = null, title = null, text = null where pupil_id = any (?)",
                    keys);
            execute(
                    "update by_hand.due set done = true where id = any (?)",
                    byHand.createArrayOf("bigint", due.toArray()));
        }
        byHand.commit();
        return due.size();
    }

    private long byHandAlone(int people) throws SQLException {
        long[] pupils = stock.take(people);
        long from = System.nanoTime();
        for (long pupil : pupils) {
            execute("delete from by_hand.essay where pupil_id = ?", pupil);
            execute("update by_hand.essay_aud set score = null, title = null, text = null where pupil_id = ?", pupil);
            byHand.commit();
        }
        return System.nanoTime() - from;
    }

    private void execute(String sql, Object parameter) throws SQLException {
        try (PreparedStatement statement = byHand.prepareStatement(sql)) {
            statement.setObject(1, parameter);
            statement.executeUpdate();
        }
    }

    private long throughTheOrm(int people) {
        long[] pupils = stock.take(people);
        long from = System.nanoTime();
        for (long pupil : pupils) {
            plain.inTransaction(session -> {
                session.createSelectionQuery("from PlainEssay e where e.pupil = :pupil", PlainEssay.class)
                        .setParameter("pupil", pupil)
                        .getResultList()
                        .forEach(session::remove);
                session.createSelectionQuery("from PastEssay e where e.pupil = :pupil", PastEssay.class)
                        .setParameter("pupil", pupil)
                        .getResultList()
                        .forEach(past -> {
                            past.score = null;
                            past.title = null;
                            past.text = null;
                        });
            });
        }
        return System.nanoTime() - from;
    }

    private static Samples perSubject(Samples samples, int[] sizes) {
        return new Samples(
                samples.candidates(),
                samples.blocks().stream()
                        .map(block -> Arrays.stream(block)
                                .map(round -> {
                                    long[] each = new long[round.length];
                                    Arrays.setAll(each, i -> round[i] / sizes[i]);
                                    return each;
                                })
                                .toArray(long[][]::new))
                        .toList());
    }

    private static Samples samples(List<String> names, List<long[]> times, int block) {
        return new Samples(
                names,
                LongStream.range(0, (times.size() + block - 1) / block)
                        .mapToObj(i -> times.subList((int) i * block, Math.min(times.size(), (int) (i + 1) * block))
                                .toArray(new long[0][]))
                        .toList());
    }

    private void miss(String what, Estimate measured, double target, boolean atLeast) {
        if (atLeast ? measured.value() < target : measured.value() > target) {
            missed.add(what + ": " + ratio(measured) + " instead of " + String.format(Locale.ROOT, "%.2f", target));
        }
    }

    static String ratio(Estimate estimate) {
        return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", estimate.value(), estimate.from(), estimate.to());
    }

    private String report() {
        text.append(
                missed.isEmpty()
                        ? "\nEvery target that was measured was reached.\n"
                        : "\n### Targets that were missed\n\n- " + String.join("\n- ", missed) + "\n");
        return text.toString();
    }
}
