package dev.consent.jpa.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of an answer.
 *
 * @param items what it holds, in the order of the answer
 * @param next where the next page begins, to be handed back as it is, or {@code null} after the last one
 */
public record Page<T>(List<T> items, @Nullable String next) {

    public Page {
        items = List.copyOf(items);
    }
}
