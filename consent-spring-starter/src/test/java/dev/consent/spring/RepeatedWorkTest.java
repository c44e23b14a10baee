package dev.consent.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class RepeatedWorkTest {

    private static final Duration SHORT = Duration.ofMillis(5);

    private final AtomicInteger times = new AtomicInteger();
    private RepeatedWork work = new RepeatedWork("sweep", times::incrementAndGet, Duration.ZERO, SHORT);

    @AfterEach
    void stop() {
        work.stop();
    }

    @Test
    void isDoneAgainAndAgainOnAThreadOfItsOwn() {
        work = new RepeatedWork(
                "sweep",
                () -> {
                    assertThat(Thread.currentThread().getName()).startsWith("consent-sweep-");
                    times.incrementAndGet();
                },
                Duration.ZERO,
                SHORT);
        work.start();
        await().untilAtomic(times, greaterThan(2));
    }

    @Test
    void waitsForItsTurn() {
        work = new RepeatedWork("sweep", times::incrementAndGet, Duration.ofHours(1), SHORT);
        work.start();
        assertThat(work.isRunning()).isTrue();
        await().during(Duration.ofMillis(100)).until(() -> times.get() == 0);
    }

    @Test
    void isTriedAgainAfterAnErrorOfWhichOnlyTheClassIsLogged(CapturedOutput output) {
        work = new RepeatedWork(
                "sweep",
                () -> {
                    times.incrementAndGet();
                    throw new IllegalStateException("value 'mother@example.org' too long");
                },
                Duration.ZERO,
                SHORT);
        work.start();
        await().untilAtomic(times, greaterThan(2));
        work.stop();
        assertThat(output)
                .contains("The sweep failed with java.lang.IllegalStateException")
                .doesNotContain("mother@example.org");
    }

    @Test
    void isFinishedBeforeTheApplicationGoesDown() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean finished = new AtomicBoolean();
        AtomicBoolean interrupted = new AtomicBoolean();
        work = new RepeatedWork(
                "sweep",
                () -> {
                    begun.countDown();
                    try {
                        TimeUnit.MILLISECONDS.sleep(300);
                        finished.set(true);
                    } catch (InterruptedException early) {
                        interrupted.set(true);
                    }
                },
                Duration.ZERO,
                Duration.ofHours(1));
        work.start();
        begun.await();
        work.stop();
        assertThat(finished).isTrue();
        assertThat(interrupted).isFalse();
        assertThat(work.isRunning()).isFalse();
    }

    @Test
    void isNotBegunAnyMoreOnceStopped() {
        work.start();
        await().untilAtomic(times, greaterThan(0));
        work.stop();
        int before = times.get();
        await().during(Duration.ofMillis(100)).until(() -> times.get() == before);
    }

    @Test
    void goesOnWhenTheApplicationIsStartedAgain() {
        work.start();
        work.stop();
        int before = times.get();
        work.start();
        await().untilAtomic(times, greaterThan(before));
    }

    @Test
    void startsAndStopsOnlyOnce() {
        work.start();
        work.start();
        work.stop();
        work.stop();
        assertThat(work.isRunning()).isFalse();
    }
}
