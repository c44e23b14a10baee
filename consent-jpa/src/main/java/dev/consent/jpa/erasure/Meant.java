package dev.consent.jpa.erasure;

import dev.consent.jpa.mapping.ErasurePlan.Row;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which rows an erasure means. Fixed before anything is deleted, because deleting takes the way to them along. */
final class Meant {

    private final Map<String, Keys> rows = new HashMap<>();
    private final Map<String, Keys> whole = new HashMap<>();
    private final Map<String, Keys> people = new HashMap<>();
    private final Map<String, Keys> formerly = new HashMap<>();
    private final Map<String, Keys> directly = new HashMap<>();
    private final Map<String, Keys> kept = new HashMap<>();
    private final Map<String, Keys> along = new HashMap<>();
    private final Set<Object> held = new LinkedHashSet<>();

    /** Identifiers of rows that are about one of the people; their history may name other people too. */
    Keys rows(Row row) {
        return of(rows, row);
    }

    /** Identifiers of rows that go with all of their history, whomever it names. */
    Keys whole(Row row) {
        return of(whole, row);
    }

    /** Identifiers of rows that stay, but whose history names one of the people. */
    Keys formerly(Row row) {
        return of(formerly, row);
    }

    /** Of those that go with all of their history, the ones that only a row that goes too tells of. */
    Keys along(Row row) {
        return of(along, row);
    }

    /** Identifiers of all rows that go. */
    Keys all(Row row) {
        return rows(row).and(whole(row));
    }

    /** The people whose revisions of an entity are redacted, none at first. */
    Keys people(Row row) {
        Keys known = people.get(row.entity());
        return known == null ? Keys.of(row.found()) : known;
    }

    /** Adds people whose revisions of an entity are redacted. */
    void addPeople(Row row, Keys more) {
        people.merge(row.entity(), more, Keys::and);
    }

    /** People whose rows go without a look at their identifiers, which nothing else goes by; none at first. */
    Keys directly(Row row) {
        Keys known = directly.get(row.entity());
        return known == null ? Keys.of(row.found()) : known;
    }

    /** Adds people whose rows go without a look at their identifiers. */
    void addDirectly(Row row, Keys more) {
        directly.merge(row.entity(), more, Keys::and);
    }

    /** How many rows are meant so far. */
    int size() {
        return rows.values().stream().mapToInt(Keys::size).sum()
                + whole.values().stream().mapToInt(Keys::size).sum();
    }

    /** Takes out rows that a hold keeps. */
    void keep(Row row, Keys more) {
        rows(row).removeAll(more);
        whole(row).removeAll(more);
        formerly(row).removeAll(more);
        along(row).removeAll(more);
        of(kept, row).addAll(more);
    }

    /** Takes out rows that are not among those of another one, or that a hold keeps there. */
    void within(Row row, Meant others) {
        Keys all = others.all(row);
        rows(row).removeAll(rows(row).without(all));
        whole(row).removeAll(whole(row).without(all));
        keep(row, others.kept(row));
    }

    /** Identifiers of rows that a hold keeps, with their history. */
    Keys kept(Row row) {
        return of(kept, row);
    }

    /** People whose own row stays, because other data needs it to find them. */
    Set<Object> held() {
        return held;
    }

    private static Keys of(Map<String, Keys> kind, Row row) {
        return kind.computeIfAbsent(row.entity(), name -> Keys.of(row.found()));
    }
}
