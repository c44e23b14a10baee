package dev.consent.jpa.erasure;

import dev.consent.jpa.mapping.Columns;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.ErasurePlan.Moments;
import java.util.List;

/**
 * Tells what the history of a collection of values holds of a time at which its row was about somebody else than now:
 * what came and went at revisions at which the row named them, and what went when it named them no more.
 */
final class Formerly {

    private Formerly() {}

    /**
     * The conditions for rows of the history of a collection. Each is for a statement of its own.
     *
     * @param past the table of this history, with the key of the rows
     * @param owners the history of the rows
     * @param key their key in it
     * @param about the condition under which it names one of the people
     */
    static List<String> about(Keyed past, Moments moments, String owners, Columns key, String about) {
        String revision = moments.revision();
        String when = past.columns().and(revision).value("");
        String named =
                when + " in (select " + key.and(revision).list("f.") + " from " + owners + " f where " + about + ")";
        String next = moments.kind() + " = 2 and " + when + " in (select "
                + key.and(revision).list("n.") + " from " + owners + " n where exists (select 1 from " + owners
                + " f where " + key.value("f.") + " = " + key.value("n.") + " and f." + revision + " < n." + revision
                + " and " + about + " and not exists (select 1 from " + owners + " b where " + key.value("b.") + " = "
                + key.value("n.") + " and b." + revision + " > f." + revision + " and b." + revision + " < n."
                + revision + ")))";
        return List.of(named, next);
    }
}
