package dev.consent.spring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be done and by when, as gauges.
 *
 * @param <B> the backlog
 */
abstract class BacklogGauges<B> implements MeterBinder {

    private final String prefix;
    private final Remembered<B> backlog;
    private final Clock clock;

    /** @param prefix how the names of the gauges begin */
    BacklogGauges(String prefix, Supplier<B> backlog, Clock clock) {
        this.prefix = prefix;
        this.backlog = new Remembered<>(backlog);
        this.clock = clock;
    }

    /** When what is due first is due, or {@code null} when nothing is. */
    abstract @Nullable Instant oldestDue(B backlog);

    final void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<B> value) {
        Gauge.builder(prefix + name, this, gauges -> gauges.backlog.read(value))
                .description(description)
                .register(registry);
    }

    /** @param what is due first */
    final void left(MeterRegistry registry, String what) {
        Gauge.builder(prefix + "left", this, BacklogGauges::secondsLeft)
                .description("Time until the " + what + " that is due first is overdue; below 0 afterwards")
                .baseUnit("seconds")
                .register(registry);
    }

    private double secondsLeft() {
        return backlog.read(now -> {
            Instant due = oldestDue(now);
            return due == null
                    ? Double.NaN
                    : Duration.between(clock.instant(), due).toMillis() / 1e3;
        });
    }
}
