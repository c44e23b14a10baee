package dev.consent.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.erasure.Backlog;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class ErasureHealthIndicatorTest {

    private static final Instant DUE = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void isUpWithNothingToErase() {
        Health health = new ErasureHealthIndicator(() -> new Backlog(0, 0, 0, null)).health();
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("pending", 0L)
                .containsEntry("overdue", 0L)
                .containsEntry("failing", 0L)
                .doesNotContainKey("oldestDue");
    }

    @Test
    void isUpWhileEverythingIsOnTimeEvenIfSomethingFailedOnce() {
        Health health = new ErasureHealthIndicator(() -> new Backlog(3, 0, 1, DUE)).health();
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("pending", 3L)
                .containsEntry("failing", 1L)
                .containsEntry("oldestDue", DUE);
    }

    @Test
    void isDownAsSoonAsOneErasureIsOverdue() {
        Health health = new ErasureHealthIndicator(() -> new Backlog(3, 1, 0, DUE)).health();
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsEntry("overdue", 1L).containsEntry("oldestDue", DUE);
    }

    @Test
    void isDownWithTheClassOfTheErrorWhenItCannotTell() {
        Health health = new ErasureHealthIndicator(() -> {
                    throw new IllegalStateException("value 'mother@example.org'");
                })
                .health();
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsOnly(Map.entry("error", "java.lang.IllegalStateException"));
    }
}
