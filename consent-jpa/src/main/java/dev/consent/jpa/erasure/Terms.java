package dev.consent.jpa.erasure;

import dev.consent.jpa.guard.Seal;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.History;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.ErasurePlan.Row;
import dev.consent.jpa.mapping.RetentionRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/** Finds what is past its term by a range over the date, some at a time, and has it erased. */
final class Terms {

    private final ErasurePlan plan;
    private final Eraser eraser;
    private final Clock clock;
    private final int atOnce;

    /** @param atOnce how many rows one call erases at most */
    Terms(ErasurePlan plan, Eraser eraser, Clock clock, int atOnce) {
        this.plan = plan;
        this.eraser = eraser;
        this.clock = clock;
        this.atOnce = atOnce;
    }

    /** One term. */
    record Term(Row row, RetentionRule rule) {

        /** What receipts call it: the simple name of the entity. */
        String name() {
            return row.entity().substring(row.entity().lastIndexOf('.') + 1);
        }
    }

    /** All terms of this persistence unit. */
    List<Term> all() {
        return plan.rows().values().stream()
                .filter(row -> row.retention() != null)
                .map(row -> new Term(row, Objects.requireNonNull(row.retention())))
                .toList();
    }

    /** Erases some of what is past a term. Nothing is left when no elements were erased. */
    Erased erase(Session session, Term term) {
        Keys over = over(session, term.row(), term.rule());
        return over.isEmpty() ? new Erased(Map.of(), 0, Map.of()) : eraser.rows(session, term.row(), over);
    }

    /** Rows past their term, and rows the application deleted whose history is past it. */
    private Keys over(Session session, Row row, RetentionRule rule) {
        Object cutOff = cutOff(rule);
        Keyed found = row.found();
        Keys over = keys(
                session,
                "select " + Values.selected(found.columns().names()) + " from " + found.table() + " r where "
                        + rule.column() + " <= :cutOff order by "
                        + found.columns().list(""),
                found,
                cutOff);
        History history = row.history();
        if (over.isEmpty() && history != null) {
            for (Keyed past : history.searched()) {
                List<String> personal = history.columns().getOrDefault(past.table(), List.of());
                if (!personal.isEmpty()) {
                    over.addAll(keys(session, gone(row, rule, past, personal), past, cutOff));
                }
            }
        }
        return over;
    }

    private static String gone(Row row, RetentionRule rule, Keyed past, List<String> personal) {
        return "select distinct " + Values.selected(past.columns().names()) + " from " + past.table() + " h where h."
                + rule.column()
                + " <= :cutOff and (h." + String.join(" is not null or h.", personal) + " is not null) and not exists"
                + " (select 1 from " + row.found().table() + " r where "
                + row.found().columns().value("r.") + " = " + past.columns().value("h.") + ")";
    }

    private Keys keys(Session session, String select, Keyed selected, Object cutOff) {
        Keys keys = Keys.of(selected);
        NativeQuery<Object[]> query = Values.read(session.createNativeQuery(select, Object[].class), selected.types());
        query.setParameter("cutOff", cutOff).setMaxResults(atOnce);
        Seal.broken(query::getResultList)
                .forEach(row -> keys.add(Values.key(row, selected.types().size())));
        return keys;
    }

    private Object cutOff(RetentionRule rule) {
        Instant now = clock.instant();
        return switch (rule.kind()) {
            case DATE -> rule.term().cutOffDate(now, clock.getZone());
            case LOCAL -> LocalDateTime.ofInstant(rule.term().cutOff(now, clock.getZone()), clock.getZone());
            case OFFSET -> rule.term().cutOff(now, clock.getZone()).atOffset(ZoneOffset.UTC);
        };
    }
}
