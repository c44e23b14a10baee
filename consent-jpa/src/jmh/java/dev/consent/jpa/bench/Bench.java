package dev.consent.jpa.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.JavaFlightRecorderProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Starts a database, measures, and prints the ratios. */
public final class Bench {

    /** Blocks in each fork; what is measured in one of them hangs together. */
    private static final int BLOCKS = 20;

    private final Options options;

    private Bench(Options options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        new Bench(Options.fromSystem()).run();
    }

    /** Where the database is, told to the measuring processes. */
    static String url() {
        return System.getProperty(Options.PREFIX + "url");
    }

    /** Where the samples of one operation are. */
    static Path samples(Operation operation, Withdrawn withdrawn, Company company) {
        return samples(operation.name() + "-" + withdrawn.name() + "-" + company.name());
    }

    static Path samples(String measured) {
        return Options.fromSystem().directory().resolve("samples").resolve(measured);
    }

    /** Who takes part: not those whom the database has nothing for. */
    static List<Candidate> candidates(Options options, Stock stock, Company company) {
        return Arrays.stream(Candidate.values())
                .filter(company::includes)
                .filter(candidate -> !candidate.isCompared()
                        || options.candidates().matcher(candidate.name()).matches())
                .filter(candidate -> candidate.unit() != Unit.STAMPED || stock.isStamped())
                .filter(candidate ->
                        !candidate.unit().underPolicy() || options.engine().hasRowSecurity())
                .toList();
    }

    private void run() throws Exception {
        delete(options.directory());
        Files.createDirectories(options.directory());
        try (Engine.Server server = options.engine().start(options.directory())) {
            System.setProperty(Options.PREFIX + "url", server.url());
            if (includesProtection()) {
                Report report = protection(server.url());
                System.out.println(report);
                if (!options.record().isEmpty()) {
                    Page.keep(Path.of(options.record()), Page.MEASURED, report.toString());
                }
            }
            if (options.engine() == Engine.POSTGRESQL && Erasures.NAMES.stream().anyMatch(this::includes)) {
                String report = Machine.describe(options, server.url())
                        + Erasures.measure(options, server.url(), this::includes);
                System.out.println(report);
                if (!options.record().isEmpty()) {
                    Page.keep(Path.of(options.record()), Page.ERASED, report);
                }
            }
        }
    }

    private Report protection(String url) throws Exception {
        Stock stock = new Stock(options, url);
        stock.fill();
        Report report = new Report(Machine.describe(options, url));
        for (Withdrawn withdrawn : options.withdrawn()) {
            stock.withdraw(withdrawn);
            for (Company company : Company.values()) {
                if (candidates(options, stock, company).stream().anyMatch(Candidate::isCompared)) {
                    report.add(withdrawn, company, everyday(withdrawn, stock, company));
                }
            }
        }
        if (includes(ReadShares.NAME) && stock.isStamped()) {
            Withdrawn last = options.withdrawn().get(options.withdrawn().size() - 1);
            report.addReadShares(last, ReadShares.measure(options, url, last, stock));
        }
        if (includes(Withdrawals.NAME)) {
            stock.addBusyPupils(Withdrawals.SIZES);
            new Runner(forked(Withdrawals.class, options.rounds() / 20).build()).run();
            report.addWithdrawals(read(samples(Withdrawals.NAME)));
        }
        if (includes(GateAnswers.NAME)) {
            report.addGate(gate());
        }
        if (includes(SecondNode.NAME)) {
            report.addSecondNode(SecondNode.measure(options, url));
        }
        if (includes(Memory.NAME)) {
            report.addMemory(Memory.measure(options, url));
        }
        return report;
    }

    private boolean includesProtection() {
        return Stream.concat(
                        Arrays.stream(Operation.values()).map(Operation::name),
                        Stream.of(ReadShares.NAME, Withdrawals.NAME, GateAnswers.NAME, SecondNode.NAME, Memory.NAME))
                .anyMatch(this::includes);
    }

    private GateAnswers.Result gate() throws RunnerException {
        Map<String, Double> answers = new LinkedHashMap<>();
        new Runner(new OptionsBuilder()
                        .include(GateAnswers.class.getName())
                        .forks(1)
                        .threads(1)
                        .warmupIterations(5)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(5))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .jvmArgsAppend(settings().toArray(new String[0]))
                        .build())
                .run()
                .forEach(result -> answers.put(
                        result.getPrimaryResult().getLabel(),
                        result.getPrimaryResult().getScore()));
        return new GateAnswers.Result(answers.get("strict"), answers.get("cached"));
    }

    private Map<Operation, Samples> everyday(Withdrawn withdrawn, Stock stock, Company company) throws RunnerException {
        Map<Operation, Samples> measured = new LinkedHashMap<>();
        for (Operation operation : Operation.values()) {
            if (includes(operation.name())) {
                System.out.println("Measuring " + operation + ", " + withdrawn + " withdrawn, " + company);
                new Runner(forked(Everyday.class, options.rounds())
                                .param("operation", operation.name())
                                .param("withdrawn", withdrawn.name())
                                .param("company", company.name())
                                .build())
                        .run();
                stock.removeInserted();
                measured.put(operation, read(samples(operation, withdrawn, company)));
            }
        }
        return measured;
    }

    private boolean includes(String name) {
        return options.include().matcher(name).matches();
    }

    private ChainedOptionsBuilder forked(Class<?> benchmark, int roundsOfAll) {
        int rounds = Math.max(1, roundsOfAll / BLOCKS);
        List<String> settings = settings();
        ChainedOptionsBuilder jmh = new OptionsBuilder()
                .include(benchmark.getName())
                .forks(options.forks())
                .warmupIterations(BLOCKS / 2)
                .warmupBatchSize(rounds)
                .measurementIterations(BLOCKS)
                .measurementBatchSize(rounds)
                .shouldFailOnError(true)
                .verbosity(options.profile() ? VerboseMode.NORMAL : VerboseMode.SILENT)
                .jvmArgsAppend(settings.toArray(new String[0]));
        return options.profile()
                ? jmh.addProfiler(JavaFlightRecorderProfiler.class, "dir=" + options.directory())
                : jmh;
    }

    /** What measuring processes have to know. */
    private static List<String> settings() {
        List<String> settings = new ArrayList<>();
        System.getProperties().forEach((name, value) -> {
            if (name.toString().startsWith(Options.PREFIX)) {
                settings.add("-D" + name + "=" + value);
            }
        });
        return settings;
    }

    private static Samples read(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().map(Samples::read).reduce(Samples::and).orElseThrow();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
