package dev.consent.spring;

import dev.consent.erasure.Backlog;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down as soon as one erasure is overdue: a deadline that was missed is a breach, however small the backlog. */
final class ErasureHealthIndicator implements HealthIndicator {

    private final Supplier<Backlog> backlog;

    ErasureHealthIndicator(Supplier<Backlog> backlog) {
        this.backlog = backlog;
    }

    @Override
    public Health health() {
        try {
            return health(backlog.get());
        } catch (RuntimeException failure) {
            // Not Health.down(failure): it shows the message, and messages of databases quote values.
            return Health.down()
                    .withDetail("error", failure.getClass().getName())
                    .build();
        }
    }

    private static Health health(Backlog backlog) {
        Health.Builder health = backlog.overdue() > 0 ? Health.down() : Health.up();
        health.withDetail("pending", backlog.pending())
                .withDetail("overdue", backlog.overdue())
                .withDetail("failing", backlog.failing());
        if (backlog.oldestDue() != null) {
            health.withDetail("oldestDue", backlog.oldestDue());
        }
        return health.build();
    }
}
