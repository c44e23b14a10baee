package dev.consent.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.erasure.Backlog;
import dev.consent.erasure.Backlog.Miss;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ErasureGaugesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T11:00:00Z");

    private static MeterRegistry bound(Supplier<Backlog> backlog) {
        MeterRegistry registry = new SimpleMeterRegistry();
        new ErasureGauges(backlog, Clock.fixed(NOW, ZoneOffset.UTC)).bindTo(registry);
        return registry;
    }

    private static double value(MeterRegistry registry, String name) {
        return registry.get("consent.erasure." + name).gauge().value();
    }

    @Test
    void showWhatIsToBeErasedFromOneLookAtTheDatabase() {
        AtomicInteger looks = new AtomicInteger();
        MeterRegistry registry = bound(() -> {
            looks.incrementAndGet();
            return ErasureHealthIndicatorTest.backlog(3, 1, 2, NOW.plusSeconds(90), Miss.TOO_SLOW);
        });
        assertThat(value(registry, "pending")).isEqualTo(3);
        assertThat(value(registry, "held")).isEqualTo(2);
        assertThat(value(registry, "due")).isEqualTo(3);
        assertThat(value(registry, "overdue")).isEqualTo(1);
        assertThat(value(registry, "failing")).isEqualTo(2);
        assertThat(value(registry, "overdue.rows")).isZero();
        assertThat(value(registry, "copies")).isEqualTo(9);
        assertThat(value(registry, "copies.failing")).isEqualTo(4);
        assertThat(value(registry, "copies.overdue")).isZero();
        assertThat(value(registry, "rate")).isEqualTo(12.5);
        assertThat(value(registry, "will.miss")).isEqualTo(1);
        assertThat(value(registry, "paused")).isZero();
        assertThat(value(registry, "left")).isEqualTo(90);
        assertThat(looks).hasValue(1);
    }

    @Test
    void areNoNumbersWhileTheDatabaseCannotBeRead() {
        MeterRegistry registry = bound(() -> {
            throw new IllegalStateException("gone");
        });
        assertThat(value(registry, "pending")).isNaN();
        assertThat(value(registry, "left")).isNaN();
    }
}
