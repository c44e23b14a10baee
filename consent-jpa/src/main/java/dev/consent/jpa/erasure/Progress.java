package dev.consent.jpa.erasure;

import dev.consent.erasure.SweepListener;
import dev.consent.erasure.SweepProgress;
import dev.consent.jpa.retry.Fatal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners and the log how one sweep goes. */
final class Progress {

    private static final long TELL_NANOS = 1_000_000_000L;
    private static final long LOG_NANOS = 10 * TELL_NANOS;

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final Clock clock;
    private final List<SweepListener> listeners;
    private final LongSupplier count;
    private final long began = System.nanoTime();
    private long told = began;
    private long logged = began;
    private long left;
    private int endedWhenCounted;

    /** @param count counts what is left */
    Progress(Clock clock, List<SweepListener> listeners, LongSupplier count) {
        this.clock = clock;
        this.listeners = listeners;
        this.count = count;
        this.left = listeners.isEmpty() ? 0 : count.getAsLong();
    }

    /** The sweep has come further. */
    void moved(Tally tally) {
        long now = System.nanoTime();
        if (now - logged >= LOG_NANOS) {
            logged = now;
            left = count.getAsLong();
            endedWhenCounted = tally.ended();
            SweepProgress progress = progress(tally, now);
            LOG.info(
                    "Sweep under way: {} obligations met, about {} left, {} per second, expected to end at {}",
                    progress.done(),
                    progress.left(),
                    Math.round(progress.perSecond()),
                    progress.expectedEnd());
        }
        if (now - told >= TELL_NANOS) {
            told = now;
            tell(progress(tally, now));
        }
    }

    /** The sweep has ended. */
    void end(Tally tally) {
        long now = System.nanoTime();
        if (!listeners.isEmpty()) {
            left = count.getAsLong();
            endedWhenCounted = tally.ended();
            tell(progress(tally, now));
        }
    }

    private SweepProgress progress(Tally tally, long now) {
        double perSecond = tally.ended() / Math.max(1e-3, (now - began) / 1e9);
        long open = Math.max(0, left - (tally.ended() - endedWhenCounted));
        return new SweepProgress(
                tally.done,
                tally.cancelled,
                tally.held,
                tally.failed,
                tally.expiredRows,
                open,
                perSecond,
                expectedEnd(open, perSecond));
    }

    private @Nullable Instant expectedEnd(long open, double perSecond) {
        return perSecond <= 0 ? null : clock.instant().plusMillis(Math.round(1_000 * open / perSecond));
    }

    private void tell(SweepProgress progress) {
        for (SweepListener listener : listeners) {
            try {
                listener.progressed(progress);
            } catch (RuntimeException | Error failure) {
                Fatal.passOn(failure);
                LOG.warn(
                        "A listener to sweeps failed with {}",
                        failure.getClass().getName());
            }
        }
    }
}
