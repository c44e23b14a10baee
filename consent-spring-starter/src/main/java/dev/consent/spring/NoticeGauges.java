package dev.consent.spring;

import dev.consent.notice.NoticeBacklog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What recipients and sources still have to be told, as gauges. */
final class NoticeGauges extends BacklogGauges<NoticeBacklog> {

    NoticeGauges(Supplier<NoticeBacklog> backlog, Clock clock) {
        super("consent.notices.", backlog, clock);
    }

    @Override
    @Nullable
    Instant oldestDue(NoticeBacklog backlog) {
        return backlog.oldestDue();
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
        left(registry, "notice");
    }
}
