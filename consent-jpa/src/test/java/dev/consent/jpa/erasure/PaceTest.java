package dev.consent.jpa.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static long rested(double pace, Duration worked, Instant due) {
        try (School school = School.on(TestDatabase.H2)) {
            SweepRates rates = new SweepRates(school.factory.unwrap(SessionFactory.class), CLOCK);
            long began = System.nanoTime();
            new Pace(pace, rates, CLOCK).rest(worked.toNanos(), due);
            return (System.nanoTime() - began) / 1_000_000;
        }
    }

    @Test
    void restsAsMuchAsThePaceSays() {
        assertThat(rested(0.5, Duration.ofMillis(200), NOW.plus(Duration.ofHours(5))))
                .isGreaterThanOrEqualTo(195);
        assertThat(rested(0.25, Duration.ofMillis(100), null)).isGreaterThanOrEqualTo(295);
    }

    @Test
    void doesNotRestWithoutAPaceOrWhenSomethingIsDueSoon() {
        Duration hour = Duration.ofHours(1);
        assertThat(rested(1, hour, null)).isLessThan(4_000);
        assertThat(rested(0.01, hour, NOW.plus(hour))).isLessThan(4_000);
        assertThat(rested(0.01, hour, NOW.minus(hour))).isLessThan(4_000);
    }

    @Test
    void neverRestsForLong() {
        assertThat(rested(0.01, Duration.ofSeconds(5), null)).isBetween(4_900L, 60_000L);
    }
}
