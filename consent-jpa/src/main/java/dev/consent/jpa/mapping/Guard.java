package dev.consent.jpa.mapping;

import dev.consent.catalog.DeclaredAudience;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.gate.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for personal data to be seen: one of the purposes is in force for the data subject the link leads to,
 * and for each of them where it leads to several, and the work is done for one of the audiences.
 *
 * @param audiences empty when everybody may see it
 * @param stamp the column of the guarded row itself that holds a copy of the person's mask, or {@code null} where the
 *     mask is looked up over the link
 */
public record Guard(
        SubjectLink link,
        List<DeclaredPurpose> purposes,
        List<DeclaredAudience> audiences,
        @Nullable String stamp) {

    public Guard {
        purposes = List.copyOf(purposes);
        audiences = List.copyOf(audiences);
    }

    /** A guard that looks the mask up. */
    public Guard(SubjectLink link, List<DeclaredPurpose> purposes, List<DeclaredAudience> audiences) {
        this(link, purposes, audiences, null);
    }

    /** The same condition for rows of another table, which carry no copy of the mask. */
    public Guard from(SubjectLink other) {
        return new Guard(other, purposes, audiences);
    }

    /** The purposes of which one must be in force for work of this scope to write the data; none refuses. */
    public List<DeclaredPurpose> writableIn(Scope scope) {
        return scope.purpose()
                .map(wanted -> purposes.stream()
                        .filter(purpose -> purpose.type() == wanted)
                        .toList())
                .orElse(purposes);
    }

    /** The purposes of which one must be in force for work of this scope to read the data; none hides. */
    public List<DeclaredPurpose> readableIn(Scope scope) {
        boolean addressed = audiences.isEmpty()
                || audiences.stream().anyMatch(audience -> scope.audiences().contains(audience.type()));
        return addressed ? writableIn(scope) : List.of();
    }

    /** Whether the same is asked of the scope and of the person. */
    public boolean asksTheSameAs(Guard other) {
        return purposes.equals(other.purposes) && audiences.equals(other.audiences);
    }

    /** The same condition, tested on a copy of the mask. */
    Guard stamped(String column) {
        return new Guard(link, purposes, audiences, column);
    }

    /** The same condition for rows of history: they carry no copy of the mask, and are about everybody ever linked. */
    public Guard lookedUp() {
        return stamp == null && link.single() ? this : new Guard(link.ofHistory(), purposes, audiences);
    }
}
