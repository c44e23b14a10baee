package dev.consent.jpa.erasure;

import dev.consent.jpa.mapping.Columns;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.ErasurePlan.Moments;
import java.util.List;

/**
 * Tells what a history holds of a time at which something was about somebody else than now. What came to a collection
 * belongs to whom its row was about then, and what went to whom it was about just before: the revision in which a row is
 * given to others may take something out of it. Not every change to a collection is a revision of its row.
 */
final class Formerly {

    /** How Envers writes that something went. */
    private static final String WENT = " = 2";

    private static final String NOT_WENT = " <> 2";

    private Formerly() {}

    /**
     * The conditions for rows of the history of a collection that belong to a time at which its row met a condition. Each is
     * for a statement of its own.
     *
     * @param past the table of this history, with the key of the rows
     * @param owners the history of the rows
     * @param key their key in it
     * @param about the condition, such as that it names one of the people
     */
    static List<String> about(Keyed past, Moments moments, String owners, Columns key, String about) {
        return about(
                past,
                moments,
                owners,
                key,
                about,
                past.columns().value("c.") + " in (select " + key.list("f.") + " from " + owners + " f where " + about
                        + ")");
    }

    /**
     * The same where it is known of which rows the history is asked, so that that of all others is not looked at.
     *
     * @param asked the condition for rows of this history
     */
    static List<String> about(Keyed past, Moments moments, String owners, Columns key, String about, String asked) {
        return List.of(
                at(past, moments, owners, key, about, asked, NOT_WENT, "<="),
                at(past, moments, owners, key, about, asked, WENT, "<"));
    }

    private static String at(
            Keyed past,
            Moments moments,
            String owners,
            Columns key,
            String about,
            String asked,
            String kind,
            String before) {
        String revision = moments.revision();
        Columns when = past.columns().and(revision);
        return moments.kind() + kind + " and " + when.value("") + " in (select " + when.list("c.") + " from "
                + past.table() + " c where c." + moments.kind() + kind + " and " + asked
                + " and exists (select 1 from " + owners + " f where " + key.same("f.", past.columns(), "c.")
                + " and f." + revision + " " + before + " c." + revision + " and " + about
                + " and not exists (select 1 from " + owners + " b where " + key.same("b.", key, "f.") + " and b."
                + revision + " > f." + revision + " and b." + revision + " " + before + " c." + revision + ")))";
    }
}
