package dev.consent.jpa.mapping;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the rows of a table are there: a purpose in force, a term not over, or both. At least one is given.
 *
 * @param part the rows it is for, or {@code null} when it is for all
 */
public record RowRule(
        @Nullable Guard guard,
        @Nullable RetentionRule retention,
        @Nullable Part part) {

    public RowRule {
        if (guard == null && retention == null) {
            throw new IllegalArgumentException("a row rule has a guard or a retention term");
        }
    }

    /** The columns of a row that its rule looks at, where no copy of the mask is kept. */
    public Columns columns() {
        List<String> names = new ArrayList<>();
        if (guard != null) {
            names.addAll(guard.link().start().names());
        }
        if (retention != null) {
            names.addAll(retention.columns());
        }
        return new Columns(names);
    }

    /** The term from whose end rows are hidden, or {@code null}. */
    public @Nullable RetentionRule hiding() {
        return retention != null && retention.hides() ? retention : null;
    }

    /** The same rule for rows that are told otherwise. */
    RowRule in(@Nullable Part other) {
        return new RowRule(guard, retention, other);
    }

    /** The same rule for rows of history. */
    public RowRule lookedUp() {
        return guard == null ? this : new RowRule(guard.lookedUp(), retention, part);
    }
}
