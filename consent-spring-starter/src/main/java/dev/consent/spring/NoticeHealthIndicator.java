package dev.consent.spring;

import dev.consent.notice.NoticeBacklog;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * A warning as soon as a notice is overdue: somebody else has not said yet that they acted on it. That is not this
 * application's state, so it takes no node out of service.
 */
final class NoticeHealthIndicator implements HealthIndicator {

    static final Status WARNING = new Status("WARNING", "A recipient or source has not acknowledged a notice in time");

    private final Supplier<NoticeBacklog> backlog;

    NoticeHealthIndicator(Supplier<NoticeBacklog> backlog) {
        this.backlog = backlog;
    }

    @Override
    public Health health() {
        NoticeBacklog now;
        try {
            now = backlog.get();
        } catch (RuntimeException failure) {
            // Not Health.down(failure): it shows the message, and messages of databases quote values.
            return Health.down()
                    .withDetail("error", failure.getClass().getName())
                    .build();
        }
        Health.Builder health = new Health.Builder(now.overdue() > 0 ? WARNING : Status.UP)
                .withDetail("pending", now.pending())
                .withDetail("sent", now.sent())
                .withDetail("overdue", now.overdue());
        if (now.oldestDue() != null) {
            health.withDetail("oldestDue", now.oldestDue());
        }
        return health.build();
    }
}
