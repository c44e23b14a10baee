package dev.consent.spring;

import dev.consent.erasure.Backlog;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Down as soon as one erasure is overdue: a deadline that was missed is a breach, however small the backlog. A warning
 * when one will be, if things go on as they do.
 */
final class ErasureHealthIndicator implements HealthIndicator {

    /** Takes no node out of service: it is for people to look at. */
    static final Status WARNING = new Status("WARNING", "A deadline to erase data will be missed");

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
        Health.Builder health = new Health.Builder(status(backlog))
                .withDetail("pending", backlog.pending())
                .withDetail("held", backlog.held())
                .withDetail("awaiting", backlog.awaiting())
                .withDetail("due", backlog.due())
                .withDetail("overdue", backlog.overdue())
                .withDetail("overdueRows", backlog.overdueRows())
                .withDetail("failing", backlog.failing())
                .withDetail("copies", backlog.copies().waiting())
                .withDetail("copiesFailing", backlog.copies().failing())
                .withDetail("copiesOverdue", backlog.copies().overdue());
        if (backlog.oldestDue() != null) {
            health.withDetail("oldestDue", backlog.oldestDue());
        }
        if (backlog.perSecond() != null) {
            health.withDetail("perSecond", backlog.perSecond());
        }
        if (backlog.lastSweep() != null) {
            health.withDetail("lastSweep", backlog.lastSweep());
        }
        if (backlog.paused() != null) {
            health.withDetail("pausedSince", backlog.paused().since());
        }
        if (backlog.willMiss() != null) {
            health.withDetail("willMiss", words(backlog.willMiss()));
        }
        return health.build();
    }

    private static Status status(Backlog backlog) {
        if (backlog.late()) {
            return Status.DOWN;
        }
        return backlog.willMiss() == null ? Status.UP : WARNING;
    }

    private static String words(Backlog.Miss miss) {
        return switch (miss) {
            case TOO_SLOW -> "more is due soon than sweeps get done by then at their present rate";
            case NO_SWEEP -> "no sweep has been at work for longer than the time that is left";
            case PAUSED -> "sweeping has been paused for longer than the time that is left";
            case LEFT_TO_NEWER ->
                "it is left to a newer version of the application, which has not been at work for longer than the time"
                        + " that is left";
            case FAILING -> "something that failed is tried again only after it is due";
        };
    }
}
