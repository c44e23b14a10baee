package dev.consent.spring;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One look at the database that many gauges are read from: a registry reads them one after the other. While the database
 * cannot be read, they are not numbers.
 */
final class Remembered<T> {

    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final Supplier<T> look;
    private @Nullable T seen;
    private long seenAt;

    Remembered(Supplier<T> look) {
        this.look = look;
    }

    synchronized double read(ToDoubleFunction<T> value) {
        long now = System.nanoTime();
        T known = seen;
        if (known == null || now - seenAt > REMEMBERED.toNanos()) {
            try {
                known = look.get();
                seenAt = now;
            } catch (RuntimeException unreadable) {
                known = null; // and nothing about why: messages of databases quote values
            }
            seen = known;
        }
        return known == null ? Double.NaN : value.applyAsDouble(known);
    }
}
