package dev.consent.jpa.mapping;

import dev.consent.catalog.DeclaredPurpose;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for personal data to be seen: one of the purposes is in force for the data subject the link leads to.
 *
 * @param stamp the column of the guarded row itself that holds a copy of the person's mask, or {@code null} where the
 *     mask is looked up over the link
 */
public record Guard(
        SubjectLink link,
        List<DeclaredPurpose> purposes,
        @Nullable String stamp) {

    public Guard {
        purposes = List.copyOf(purposes);
    }

    /** A guard that looks the mask up. */
    public Guard(SubjectLink link, List<DeclaredPurpose> purposes) {
        this(link, purposes, null);
    }

    /** The same condition for rows of another table, which carry no copy of the mask. */
    public Guard from(SubjectLink other) {
        return new Guard(other, purposes);
    }

    /** The same condition, tested on a copy of the mask. */
    Guard stamped(String column) {
        return new Guard(link, purposes, column);
    }

    /** The same condition for rows without a copy of the mask, such as those of history. */
    public Guard lookedUp() {
        return stamp == null ? this : new Guard(link, purposes);
    }
}
