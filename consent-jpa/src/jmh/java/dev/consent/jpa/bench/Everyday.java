package dev.consent.jpa.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.infra.IterationParams;

/** Everyday work; one shot is one round of all candidates. What each of them took is in the samples. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Everyday {

    @Param("FIND_BY_ID")
    public Operation operation = Operation.FIND_BY_ID;

    @Param("NONE")
    public Withdrawn withdrawn = Withdrawn.NONE;

    @Param("STAMPED")
    public Company company = Company.STAMPED;

    /** By then, whatever takes so long has compiled what it runs in each row. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private final Map<Unit, SessionFactory> factories = new EnumMap<>(Unit.class);
    private Rounds rounds = new Rounds(List.of());

    @Setup(Level.Trial)
    public void open(Blackhole hole) {
        Options options = Options.fromSystem();
        Stock stock = new Stock(options, Bench.url());
        Keys keys = new Keys(new Random().nextLong(), withdrawn, options, stock.lastRow());
        List<Rounds.Task> tasks = new ArrayList<>();
        for (Candidate candidate : Bench.candidates(options, stock, company)) {
            if (!candidate.does(operation)) {
                continue;
            }
            SessionFactory factory = factories.computeIfAbsent(candidate.unit(), unit -> unit.open(Bench.url()));
            tasks.add(new Rounds.Task() {
                @Override
                public String name() {
                    return candidate.name();
                }

                @Override
                public @Nullable Object work() {
                    return candidate.work(factory, session -> operation.run(session, candidate, keys));
                }
            });
        }
        rounds = new Rounds(tasks);
        warmUp(options.warmUp(), hole);
    }

    /** A server does so for months: what a request runs once is compiled to the end only after some thousand of them. */
    private void warmUp(int many, Blackhole hole) {
        long start = System.nanoTime();
        for (int i = 0; i < many && System.nanoTime() - start < LONG_ENOUGH.toNanos(); i++) {
            rounds.run(hole);
        }
    }

    @Setup(Level.Iteration)
    public void begin() {
        rounds.begin();
    }

    @Benchmark
    public void round(Blackhole hole) {
        rounds.run(hole);
    }

    @TearDown(Level.Iteration)
    public void end(IterationParams iteration) {
        rounds.end(iteration);
    }

    @TearDown(Level.Trial)
    public void close() {
        factories.values().forEach(SessionFactory::close);
        rounds.samples()
                .write(Bench.samples(operation, withdrawn, company)
                        .resolve(ProcessHandle.current().pid() + ".csv"));
    }
}
