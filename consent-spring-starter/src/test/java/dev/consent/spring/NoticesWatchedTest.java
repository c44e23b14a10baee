package dev.consent.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.notice.NoticeBacklog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** What health and gauges tell of notices. */
class NoticesWatchedTest {

    private static final Instant NOW = Instant.parse("2026-11-22T11:00:00Z");

    private static MeterRegistry bound(Supplier<NoticeBacklog> backlog) {
        MeterRegistry registry = new SimpleMeterRegistry();
        new NoticeGauges(backlog, Clock.fixed(NOW, ZoneOffset.UTC)).bindTo(registry);
        return registry;
    }

    private static double value(MeterRegistry registry, String name) {
        return registry.get("consent.notices." + name).gauge().value();
    }

    @Test
    void gaugesComeFromOneLookAtTheDatabase() {
        AtomicInteger looks = new AtomicInteger();
        MeterRegistry registry = bound(() -> {
            looks.incrementAndGet();
            return new NoticeBacklog(5, 3, 1, NOW.minusSeconds(30));
        });
        assertThat(value(registry, "pending")).isEqualTo(5);
        assertThat(value(registry, "sent")).isEqualTo(3);
        assertThat(value(registry, "overdue")).isEqualTo(1);
        assertThat(value(registry, "left")).isEqualTo(-30);
        assertThat(looks).hasValue(1);
    }

    @Test
    void gaugesAreNoNumbersWithoutAnythingToTell() {
        assertThat(value(bound(() -> new NoticeBacklog(0, 0, 0, null)), "left")).isNaN();
        MeterRegistry unreadable = bound(() -> {
            throw new IllegalStateException("gone");
        });
        assertThat(value(unreadable, "pending")).isNaN();
        assertThat(value(unreadable, "left")).isNaN();
    }

    private static Health health(NoticeBacklog backlog) {
        return new NoticeHealthIndicator(() -> backlog).health();
    }

    @Test
    void isUpWhileEverythingIsAcknowledgedInTime() {
        Health health = health(new NoticeBacklog(5, 3, 0, NOW));
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).isEqualTo(Map.of("pending", 5L, "sent", 3L, "overdue", 0L, "oldestDue", NOW));
    }

    @Test
    void warnsAsSoonAsSomebodyIsLate() {
        Health health = health(new NoticeBacklog(0, 1, 1, NOW));
        assertThat(health.getStatus()).isEqualTo(NoticeHealthIndicator.WARNING);
        assertThat(health.getStatus().getCode())
                .as("as erasure warns")
                .isEqualTo(ErasureHealthIndicator.WARNING.getCode());
        assertThat(health.getDetails()).containsEntry("overdue", 1L);
    }

    @Test
    void isDownWithTheClassOfTheErrorWhenItCannotTell() {
        Health health = new NoticeHealthIndicator(() -> {
                    throw new IllegalStateException("value 'mother@example.org'");
                })
                .health();
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsOnly(Map.entry("error", "java.lang.IllegalStateException"));
    }
}
