package dev.consent.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.erasure.Backlog;
import dev.consent.erasure.Backlog.Miss;
import dev.consent.erasure.CopiesBacklog;
import dev.consent.erasure.SweepPause;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class ErasureHealthIndicatorTest {

    private static final Instant DUE = Instant.parse("2026-11-22T12:00:00Z");

    static Backlog backlog(long pending, long overdue, long failing, @Nullable Instant due, @Nullable Miss miss) {
        return new Backlog(
                pending,
                2,
                0,
                pending,
                overdue,
                failing,
                0,
                due,
                12.5,
                DUE,
                null,
                new CopiesBacklog(9, 4, 0, DUE),
                miss);
    }

    private static Health health(Backlog backlog) {
        return new ErasureHealthIndicator(() -> backlog).health();
    }

    @Test
    void isUpWithNothingToErase() {
        Health health = health(new Backlog(0, 0, 0, 0, 0, 0, 0, null, null, null, null, CopiesBacklog.NONE, null));
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("pending", 0L)
                .containsEntry("overdue", 0L)
                .containsEntry("failing", 0L)
                .doesNotContainKeys("oldestDue", "perSecond", "lastSweep", "pausedSince", "willMiss");
    }

    @Test
    void isUpWhileEverythingIsOnTimeEvenIfSomethingFailedOnce() {
        Health health = health(backlog(3, 0, 1, DUE, null));
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("pending", 3L)
                .containsEntry("held", 2L)
                .containsEntry("failing", 1L)
                .containsEntry("perSecond", 12.5)
                .containsEntry("oldestDue", DUE);
    }

    @Test
    void isDownAsSoonAsOneErasureIsOverdue() {
        Health health = health(backlog(3, 1, 0, DUE, null));
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsEntry("overdue", 1L).containsEntry("oldestDue", DUE);
    }

    @Test
    void isDownWhenRowsAreThereLongAfterTheirTerm() {
        Health health = health(new Backlog(0, 0, 0, 0, 0, 0, 7, null, null, null, null, CopiesBacklog.NONE, null));
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsEntry("overdueRows", 7L);
    }

    @Test
    void isDownWhenCopiesElsewhereAreThereAfterTheirDueTime() {
        Health health =
                health(new Backlog(0, 0, 0, 0, 0, 0, 0, null, null, null, null, new CopiesBacklog(5, 2, 1, DUE), null));
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails())
                .containsEntry("copies", 5L)
                .containsEntry("copiesFailing", 2L)
                .containsEntry("copiesOverdue", 1L);
    }

    @Test
    void warnsBeforeADeadlineIsMissedAndSaysWhy() {
        for (Miss miss : Miss.values()) {
            Health health = health(backlog(3, 0, 0, DUE, miss));
            assertThat(health.getStatus()).isEqualTo(ErasureHealthIndicator.WARNING);
            assertThat(health.getDetails().get("willMiss")).asString().isNotBlank();
        }
    }

    @Test
    void saysSinceWhenItIsPausedButNotWhy() {
        Health health = health(new Backlog(
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                null,
                null,
                new SweepPause("about Anna", DUE, "tester"),
                CopiesBacklog.NONE,
                null));
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).containsEntry("pausedSince", DUE);
        assertThat(health.getDetails().toString()).doesNotContain("Anna");
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
