package dev.consent.jpa.mapping;

import java.util.List;

/**
 * How the rows of one table reach the data subject they are about.
 *
 * @param subjectType the kind of person
 * @param start the columns of the table to start from; without hops that is one, which holds the subject's key itself
 * @param hops the steps from there, the last of which ends at the subject's key
 */
public record SubjectLink(String subjectType, Columns start, List<Hop> hops) {

    public SubjectLink {
        hops = List.copyOf(hops);
        if (hops.isEmpty() && start.names().size() != 1) {
            throw new IllegalArgumentException("the key of a data subject has one column");
        }
    }

    /** The column that holds the subject's key itself, where there are no hops. */
    public String column() {
        return start.value("");
    }
}
