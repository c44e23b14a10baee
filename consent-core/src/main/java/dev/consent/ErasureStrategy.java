package dev.consent;

import org.jspecify.annotations.Nullable;

/**
 * An application's own way to erase a value, named by {@link Erase#by}. Has a constructor without parameters and is safe
 * for use by many threads.
 */
@FunctionalInterface
public interface ErasureStrategy {

    /**
     * What stands in the place of a value from now on. Of the type of the attribute, and fitting its column. Applied to
     * its own result it returns an equal value: the re-scan asks that of every value it finds, and an erasure after
     * which a value still changes is rolled back and tried again.
     *
     * @param value the value to be erased; put it in no message
     * @return what replaces it, or {@code null} when nothing does
     */
    @Nullable
    Object erase(Object value);
}
