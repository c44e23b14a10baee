package dev.consent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MovableClockTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    @Test
    void standsStillUntilItIsMoved() {
        MovableClock clock = MovableClock.standingAt(NOON, AMSTERDAM);
        assertThat(clock.instant()).isEqualTo(NOON);
        clock.advance(Duration.ofDays(5));
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-27T12:00:00Z"));
        assertThat(clock.ahead()).isEqualTo(Duration.ofDays(5));
        assertThat(clock.getZone()).isEqualTo(AMSTERDAM);
    }

    @Test
    void runsOnWithTheClockItWasMadeFrom() {
        MovableClock base = MovableClock.standingAt(NOON, ZoneOffset.UTC);
        MovableClock clock = new MovableClock(base);
        clock.advance(Duration.ofHours(1));
        base.advance(Duration.ofMinutes(1));
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(61)));
    }

    @Test
    void neverGoesBack() {
        MovableClock clock = MovableClock.standingAt(NOON, ZoneOffset.UTC);
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofNanos(-1)));
        assertThat(clock.instant()).isEqualTo(NOON);
    }

    @Test
    void movesTogetherWithItsViewsInOtherZones() {
        MovableClock clock = MovableClock.standingAt(Instant.parse("2026-11-22T23:30:00Z"), ZoneOffset.UTC);
        Clock view = clock.withZone(AMSTERDAM);
        assertThat(LocalDate.now(view)).isEqualTo(LocalDate.parse("2026-11-23"));
        clock.advance(Duration.ofDays(1));
        assertThat(LocalDate.now(view)).isEqualTo(LocalDate.parse("2026-11-24"));
        assertThat(LocalDate.now(clock)).isEqualTo(LocalDate.parse("2026-11-23"));
    }

    @Test
    void losesNoStepWhenManyMoveItAtOnce() {
        MovableClock clock = MovableClock.standingAt(NOON, ZoneOffset.UTC);
        CompletableFuture<?>[] steps = IntStream.range(0, 100)
                .mapToObj(step -> CompletableFuture.runAsync(() -> clock.advance(Duration.ofSeconds(1))))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(steps).join();
        assertThat(clock.ahead()).isEqualTo(Duration.ofSeconds(100));
    }
}
