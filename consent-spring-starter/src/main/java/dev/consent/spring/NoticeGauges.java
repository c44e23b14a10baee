package dev.consent.spring;

import dev.consent.notice.NoticeBacklog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What recipients and sources still have to be told, as gauges. */
final class NoticeGauges implements MeterBinder {

    private final Remembered<NoticeBacklog> backlog;
    private final Clock clock;

    NoticeGauges(Supplier<NoticeBacklog> backlog, Clock clock) {
        this.backlog = new Remembered<>(backlog);
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "pending", "Notices that are not handed over yet", NoticeBacklog::pending);
        gauge(registry, "sent", "Notices that are handed over and not acknowledged yet", NoticeBacklog::sent);
        gauge(
                registry,
                "overdue",
                "Notices that should have been acknowledged by now and were not",
                NoticeBacklog::overdue);
        Gauge.builder("consent.notices.left", this, NoticeGauges::secondsLeft)
                .description("Time until the notice that is due first is overdue; below 0 afterwards")
                .baseUnit("seconds")
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<NoticeBacklog> value) {
        Gauge.builder("consent.notices." + name, this, gauges -> gauges.backlog.read(value))
                .description(description)
                .register(registry);
    }

    private double secondsLeft() {
        return backlog.read(now -> now.oldestDue() == null
                ? Double.NaN
                : Duration.between(clock.instant(), now.oldestDue()).toMillis() / 1e3);
    }
}
