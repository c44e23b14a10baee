package dev.consent.jpa.mapping;

import java.util.List;

/**
 * How the rows of one table reach the data subject they are about.
 *
 * @param subjectType the kind of person
 * @param column the column of the table to start from; without hops it holds the subject's key itself
 * @param hops the steps from there, the last of which ends at the subject's key
 */
public record SubjectLink(String subjectType, String column, List<Hop> hops) {

    public SubjectLink {
        hops = List.copyOf(hops);
    }
}
