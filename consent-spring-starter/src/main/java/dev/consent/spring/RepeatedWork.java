package dev.consent.spring;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Work that is done again and again while the application runs, on a scheduler of its own: a slow sweep delays no task
 * of the application, and a slow task of the application delays no sweep.
 */
final class RepeatedWork implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RepeatedWork.class);

    /** Work that takes longer is cut off by the closing connections, which rolls its transaction back. */
    private static final int LONGEST_WAIT_SECONDS = 30;

    private final String name;
    private final Runnable work;
    private final Duration initialDelay;
    private final Duration interval;

    private @Nullable ThreadPoolTaskScheduler scheduler;

    RepeatedWork(String name, Runnable work, Duration initialDelay, Duration interval) {
        this.name = name;
        this.work = work;
        this.initialDelay = initialDelay;
        this.interval = interval;
    }

    @Override
    public synchronized void start() {
        if (scheduler != null) {
            return;
        }
        ThreadPoolTaskScheduler fresh = new ThreadPoolTaskScheduler();
        fresh.setThreadNamePrefix("consent-" + name + "-");
        fresh.setWaitForTasksToCompleteOnShutdown(true);
        fresh.setAwaitTerminationSeconds(LONGEST_WAIT_SECONDS);
        fresh.setErrorHandler(this::report);
        fresh.initialize();
        fresh.scheduleWithFixedDelay(work, Instant.now().plus(initialDelay), interval);
        scheduler = fresh;
    }

    /** Returns after work that had begun has ended: from then on the persistence unit may close. */
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

    /** Names the error and nothing else: messages of databases quote values, and values may be personal. */
    private void report(Throwable failure) {
        LOG.error(
                "The {} failed with {} and is tried again in {}",
                name,
                failure.getClass().getName(),
                interval);
    }
}
