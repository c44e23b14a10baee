package dev.consent.jpa.bench;

import dev.consent.SubjectId;
import dev.consent.gate.ConsentGate;
import dev.consent.jpa.Consent;
import dev.consent.jpa.bench.model.Pupil;
import dev.consent.jpa.bench.model.Purposes;
import jakarta.persistence.EntityManager;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
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

/**
 * Answers of the gate per second, on one thread, about a thousand people in turn. Those from memory are read again every
 * second, as in use: that is part of the figure.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class GateAnswers {

    static final String NAME = "GATE";

    private static final int PEOPLE = 1_000;

    private SubjectId[] people = new SubjectId[0];
    private int next;
    private @Nullable SessionFactory factory;
    private @Nullable EntityManager em;
    private @Nullable ConsentGate strict;
    private @Nullable ConsentGate cached;

    /** Answers per second. */
    record Result(double strict, double cached) {}

    @Setup(Level.Trial)
    public void open() {
        people = LongStream.rangeClosed(1, Math.min(PEOPLE, Options.fromSystem().pupils()))
                .mapToObj(id -> SubjectId.of(Pupil.class, id))
                .toArray(SubjectId[]::new);
        factory = Unit.LOOKUP.open(Bench.url());
        em = factory.createEntityManager();
        Consent consent = Consent.of(factory);
        strict = consent.gate(em);
        cached = consent.cachedGate(em);
    }

    @Benchmark
    public boolean strict() {
        return Objects.requireNonNull(strict).permits(person(), Purposes.Reports.class);
    }

    @Benchmark
    public boolean cached() {
        return Objects.requireNonNull(cached).permits(person(), Purposes.Reports.class);
    }

    private SubjectId person() {
        next = next + 1 == people.length ? 0 : next + 1;
        return people[next];
    }

    @TearDown(Level.Trial)
    public void close() {
        Objects.requireNonNull(em).close();
        Objects.requireNonNull(factory).close();
    }
}
