package dev.consent.spring;

import dev.consent.erasure.SweepReport;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Sweeps again and again while the application runs, on a scheduler of its own: a slow sweep delays no task of the
 * application, and a slow task of the application delays no sweep.
 */
final class SweepTrigger implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SweepTrigger.class);

    /** A sweep that takes longer is cut off by the closing connections, which rolls its transaction back. */
    private static final int LONGEST_WAIT_SECONDS = 30;

    private final Supplier<SweepReport> sweep;
    private final Duration initialDelay;
    private final Duration interval;

    private @Nullable ThreadPoolTaskScheduler scheduler;

    SweepTrigger(Supplier<SweepReport> sweep, Duration initialDelay, Duration interval) {
        this.sweep = sweep;
        this.initialDelay = initialDelay;
        this.interval = interval;
    }

    @Override
    public synchronized void start() {
        if (scheduler != null) {
            return;
        }
        ThreadPoolTaskScheduler fresh = new ThreadPoolTaskScheduler();
        fresh.setThreadNamePrefix("consent-sweep-");
        fresh.setWaitForTasksToCompleteOnShutdown(true);
        fresh.setAwaitTerminationSeconds(LONGEST_WAIT_SECONDS);
        fresh.setErrorHandler(this::report);
        fresh.initialize();
        fresh.scheduleWithFixedDelay(this::run, Instant.now().plus(initialDelay), interval);
        scheduler = fresh;
    }

    /** Returns after a sweep at work has ended: by then the persistence unit may close. */
    @Override
    public synchronized void stop() {
        if (scheduler != null) {
            scheduler.shutdown();
            scheduler = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduler != null;
    }

    private void run() {
        SweepReport report = sweep.get();
        if (report.failed() > 0) {
            LOG.warn("Sweep left {} obligations that failed and are tried again later", report.failed());
        }
        if (report.done() > 0 || report.expiredRows() > 0) {
            LOG.info(
                    "Sweep met {} obligations and erased {} rows past their term", report.done(), report.expiredRows());
        }
    }

    /** Names the error and nothing else: messages of databases quote values, and values may be personal. */
    private void report(Throwable failure) {
        LOG.error(
                "Sweep failed with {} and is tried again in {}",
                failure.getClass().getName(),
                interval);
    }
}
