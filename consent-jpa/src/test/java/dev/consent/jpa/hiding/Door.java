package dev.consent.jpa.hiding;

import dev.consent.jpa.database.School;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One way to read.
 *
 * @param name how a developer would call it
 * @param read what it gives for one pupil
 * @param visible what it must give while the data may be seen
 * @param hidden what it must give while it may not
 */
record Door(
        String name,
        BiFunction<School, Planted, @Nullable Object> read,
        Object visible,
        @Nullable Object hidden) {

    @Override
    public String toString() {
        return name;
    }
}
