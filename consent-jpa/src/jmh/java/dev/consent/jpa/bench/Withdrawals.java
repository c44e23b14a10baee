package dev.consent.jpa.bench;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.jpa.Consent;
import dev.consent.jpa.bench.model.Pupil;
import dev.consent.jpa.bench.model.Purposes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.infra.IterationParams;

/** The whole transaction of a withdrawal, of people with few and with many protected rows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Withdrawals {

    static final String NAME = "WITHDRAWAL";

    static final List<Integer> SIZES = List.of(10, 100, 1_000, 10_000);

    /** A process that decides does so for months: until here, more of its code gets compiled. Fewer rounds do not do it. */
    private static final int WARM_UP = 2_000;

    private final Map<Unit, SessionFactory> factories = new EnumMap<>(Unit.class);
    private Rounds rounds = new Rounds(List.of());
    private @Nullable Stock stock;

    /** A withdrawal in one unit, of the person with so many rows; its name is both. */
    private record Withdrawal(Unit unit, SessionFactory factory, int size, SubjectId pupil) implements Rounds.Task {

        @Override
        public String name() {
            return unit.name() + " " + size;
        }

        @Override
        public Object work() {
            return decide(Decision.withdrawn(pupil, Purposes.Reports.class, Grantor.parent(7)));
        }

        @Override
        public void restore() {
            decide(Decision.given(pupil, Purposes.Reports.class, Grantor.parent(7)));
        }

        private Object decide(Decision decision) {
            Consent consent = Consent.of(factory);
            return factory.fromTransaction(session -> consent.decide(session, decision));
        }
    }

    @Setup(Level.Trial)
    public void open() {
        Options options = Options.fromSystem();
        stock = new Stock(options, Bench.url());
        List<Withdrawal> tasks = new ArrayList<>();
        for (Unit unit : stock.isStamped() ? List.of(Unit.LOOKUP, Unit.STAMPED) : List.of(Unit.LOOKUP)) {
            SessionFactory factory = factories.computeIfAbsent(unit, opened -> opened.open(Bench.url()));
            for (int size : SIZES) {
                long pupil = stock.busyPupil(SIZES.indexOf(size));
                tasks.add(new Withdrawal(unit, factory, size, SubjectId.of(Pupil.class, pupil)));
            }
        }
        for (Withdrawal few :
                tasks.stream().filter(task -> task.size() == SIZES.get(0)).toList()) {
            for (int i = 0; i < WARM_UP; i++) {
                few.work();
                few.restore();
            }
        }
        rounds = new Rounds(tasks);
    }

    /** What a withdrawal leaves behind is cleared away as a server in use would do it. */
    @Setup(Level.Iteration)
    public void begin() {
        if (stock != null) {
            stock.settle();
        }
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
                .write(Bench.samples(NAME).resolve(ProcessHandle.current().pid() + ".csv"));
    }
}
