package dev.consent.jpa.mapping;

import dev.consent.catalog.DeclaredPurpose;
import java.util.List;

/**
 * What must hold for personal data to be seen: one of the purposes is in force for the data subject the link leads to.
 */
public record Guard(SubjectLink link, List<DeclaredPurpose> purposes) {

    public Guard {
        purposes = List.copyOf(purposes);
    }

    /** The same condition for rows of another table. */
    public Guard from(SubjectLink other) {
        return new Guard(other, purposes);
    }
}
