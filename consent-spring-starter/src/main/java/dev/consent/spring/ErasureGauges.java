package dev.consent.spring;

import dev.consent.erasure.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What is to be erased, as gauges. */
final class ErasureGauges implements MeterBinder {

    private final Remembered<Backlog> backlog;
    private final Clock clock;

    ErasureGauges(Supplier<Backlog> backlog, Clock clock) {
        this.backlog = new Remembered<>(backlog);
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "pending", "Obligations to erase that are open and up to the sweep", Backlog::pending);
        gauge(registry, "held", "Obligations to erase that a hold stands in the way of", Backlog::held);
        gauge(
                registry,
                "awaiting",
                "Obligations to erase that are met and wait for a system with derived data",
                Backlog::awaiting);
        gauge(registry, "due", "Obligations to erase that the next sweep takes", Backlog::due);
        gauge(registry, "overdue", "Obligations to erase that are past their due time", Backlog::overdue);
        gauge(registry, "failing", "Obligations to erase that have failed at least once", Backlog::failing);
        gauge(
                registry,
                "overdue.rows",
                "Rows that are there a day or more after the end of their term",
                Backlog::overdueRows);
        gauge(
                registry,
                "copies",
                "Batches of copies outside the database that are still to be erased",
                now -> now.copies().waiting());
        gauge(
                registry,
                "copies.failing",
                "Batches of copies outside the database that could not be erased at least once",
                now -> now.copies().failing());
        gauge(
                registry,
                "copies.overdue",
                "Batches of copies outside the database that are past their due time",
                now -> now.copies().overdue());
        gauge(
                registry,
                "rate",
                "Obligations the sweeps of the last day brought to an end per second of work",
                now -> now.perSecond() == null ? Double.NaN : now.perSecond());
        gauge(
                registry,
                "will.miss",
                "1 when a deadline will be missed if things go on as they do",
                now -> now.willMiss() == null ? 0 : 1);
        gauge(registry, "paused", "1 while sweeping stands still", now -> now.paused() == null ? 0 : 1);
        Gauge.builder("consent.erasure.left", this, ErasureGauges::secondsLeft)
                .description("Time until the obligation that is due first is overdue; below 0 afterwards")
                .baseUnit("seconds")
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Backlog> value) {
        Gauge.builder("consent.erasure." + name, this, gauges -> gauges.backlog.read(value))
                .description(description)
                .register(registry);
    }

    private double secondsLeft() {
        return backlog.read(now -> now.oldestDue() == null
                ? Double.NaN
                : Duration.between(clock.instant(), now.oldestDue()).toMillis() / 1e3);
    }
}
