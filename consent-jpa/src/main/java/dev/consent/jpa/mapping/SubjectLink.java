package dev.consent.jpa.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of one table reach the data subjects they are about.
 *
 * @param subjectType the kind of person
 * @param start the columns of the table to start from; without hops that is one, which holds the subject's key itself
 * @param hops the steps from there, the last of which ends at the subject's key; at most one of them leads to many rows
 * @param past whether links to people that are over count like those that hold, as they do for history
 */
public record SubjectLink(String subjectType, Columns start, List<Hop> hops, boolean past) {

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

    /** A link to the people a row is about now. */
    public SubjectLink(String subjectType, Columns start, List<Hop> hops) {
        this(subjectType, start, hops, false);
    }

    /** Whether it leads to one person at most; else all who are linked count. */
    public boolean single() {
        return links() == null;
    }

    /** The step that leads to many rows, or {@code null}. */
    public @Nullable Hop links() {
        return hops.stream().filter(Hop::many).findFirst().orElse(null);
    }

    /**
     * The condition under which a row of the table is about one of some people.
     *
     * @param people what stands for their keys in SQL, such as a parameter
     */
    public String about(String people) {
        return start.value("") + " in (" + inner(people, 0) + ")";
    }

    /**
     * A select of what the columns at its start hold in rows that are about some people; it takes steps to get to them.
     *
     * @param people what stands for their keys in SQL, such as a parameter
     */
    public String reached(String people) {
        return inner(people, 0);
    }

    private String inner(String people, int index) {
        if (index == hops.size()) {
            return people;
        }
        Hop hop = hops.get(index);
        String rest = hop.next().value("") + " in (" + inner(people, index + 1) + ")";
        String match = hop.match().list("");
        String live = "select " + match + " from " + hop.table() + " h where " + rest;
        if (hop.history() == null) {
            return live;
        }
        String ever = live + " union select " + match + " from " + hop.history() + " h where " + rest;
        // Where the row is still there, it says whose it is, whatever its history says.
        return hop.many() && past
                ? ever
                : ever + " and not exists (select 1 from " + hop.table() + " l where "
                        + hop.match().value("l.") + " = " + hop.match().value("h.") + ")";
    }

    /** The same for rows of history, which are about everybody who was ever linked. */
    public SubjectLink ofHistory() {
        return single() ? this : new SubjectLink(subjectType, start, hops, true);
    }
}
