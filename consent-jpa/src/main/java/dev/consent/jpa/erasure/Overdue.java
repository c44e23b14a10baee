package dev.consent.jpa.erasure;

import dev.consent.jpa.guard.Seal;
import dev.consent.jpa.mapping.Columns;
import dev.consent.jpa.mapping.DatedTerm;
import dev.consent.jpa.mapping.ErasurePlan.Elements;
import dev.consent.jpa.mapping.ErasurePlan.Field;
import dev.consent.jpa.mapping.ErasurePlan.History;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.RetentionRule;
import dev.consent.jpa.mapping.SubjectLink;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/**
 * Where something past a term may be found, and how: rows or values that are there, and what only the history still
 * knows.
 *
 * @param from where keys are selected
 * @param condition what keys have to meet, over {@code r} for the table
 * @param whom the table that tells whom the data with these keys is about
 * @param link how it tells, or {@code null} when the data is about nobody
 * @param several whether a key may be found in several rows
 * @param locked the tables in which rows with these keys are locked
 */
record Overdue(
        Keyed from, String condition, Keyed whom, @Nullable SubjectLink link, boolean several, List<Keyed> locked) {

    Overdue {
        // A union of tables cannot be locked.
        locked = locked.stream().filter(table -> !isUnion(table)).toList();
    }

    private static boolean isUnion(Keyed table) {
        return table.table().startsWith("(");
    }

    /** What is there, found by a range over the date. Only what still holds something is found. */
    static List<Overdue> there(Term term) {
        if (term instanceof Term.OfRows rows) {
            Keyed found = rows.row().found();
            List<Keyed> locked = isUnion(found) ? rows.row().tables() : List.of(found);
            return List.of(new Overdue(found, over(rows.rule(), "r."), found, link(term), false, locked));
        }
        if (term instanceof Term.OfValues values) {
            List<String> columns = prefixed("r.", values.field().columns());
            String left = values.stage().erasure().leftIn(columns);
            return values.field().tables().stream()
                    .map(table -> new Overdue(
                            table, over(term.rule(), "r.") + " and " + left, table, link(term), false, List.of(table)))
                    .toList();
        }
        Elements elements = ((Term.OfElements) term).elements();
        String any = " and exists (select 1 from " + elements.keyed().table() + " e where "
                + same(elements.keyed(), "e.", elements.owners(), "r.") + ")";
        return List.of(new Overdue(
                elements.owners(),
                over(term.rule(), "r.") + any,
                elements.keyed(),
                link(term),
                false,
                List.of(elements.keyed())));
    }

    /** What only the history still holds: of rows that are there, and of rows that were removed. */
    static List<Overdue> past(Term term) {
        List<Overdue> past = new ArrayList<>();
        if (term instanceof Term.OfRows rows) {
            History history = rows.row().history();
            for (Keyed table : history == null ? List.<Keyed>of() : history.searched()) {
                List<String> personal = history.columns().getOrDefault(table.table(), List.of());
                if (!personal.isEmpty()) {
                    String gone = over(term.rule(), "r.") + " and " + present(personal)
                            + absent(rows.row().found(), table);
                    past.add(new Overdue(table, gone, table, pastLink(term), true, List.of(table)));
                }
            }
        } else if (term instanceof Term.OfValues values) {
            Field field = values.field();
            for (Keyed table : field.historyTables()) {
                List<String> known = new ArrayList<>();
                field.tables().forEach(live -> known.add(exists(live, table, over(term.rule(), "l."))));
                if (values.stage().audited()) {
                    known.add("(" + over(term.rule(), "r.")
                            + field.tables().stream()
                                    .map(live -> absent(live, table))
                                    .collect(Collectors.joining())
                            + ")");
                }
                String left = present(field.historyColumns()) + " and (" + String.join(" or ", known) + ")";
                past.add(new Overdue(table, left, table, pastLink(term), true, List.of(table)));
            }
        } else if (term instanceof Term.OfElements collection
                && collection.elements().past() != null) {
            Elements elements = collection.elements();
            Keyed table = elements.past();
            Keyed owners = elements.pastOwners();
            String known = exists(elements.owners(), table, over(term.rule(), "l."));
            if (owners != null) {
                known += " or (" + exists(owners, table, over(term.rule(), "l.")) + absent(elements.owners(), table)
                        + ")";
            }
            past.add(new Overdue(table, "(" + known + ")", table, pastLink(term), true, List.of(table)));
        }
        return past;
    }

    private static @Nullable SubjectLink link(Term term) {
        return term.guard() == null ? null : term.guard().link();
    }

    private static @Nullable SubjectLink pastLink(Term term) {
        return term.guard() == null ? null : term.guard().link().ofHistory();
    }

    private static String over(RetentionRule rule, String prefix) {
        return IntStream.range(0, rule.terms().size())
                .mapToObj(i -> prefix + rule.terms().get(i).column() + " <= :cutOff" + i)
                .collect(Collectors.joining(" and "));
    }

    private static String present(List<String> columns) {
        return "(r." + String.join(" is not null or r.", columns) + " is not null)";
    }

    private static String exists(Keyed table, Keyed from, String condition) {
        return "exists (select 1 from " + table.table() + " l where " + same(table, "l.", from, "r.") + " and "
                + condition + ")";
    }

    private static String absent(Keyed table, Keyed from) {
        return " and not exists (select 1 from " + table.table() + " l where " + same(table, "l.", from, "r.") + ")";
    }

    private static String same(Keyed one, String prefix, Keyed other, String otherPrefix) {
        return one.columns().value(prefix) + " = " + other.columns().value(otherPrefix);
    }

    private static List<String> prefixed(String prefix, List<String> columns) {
        return columns.stream().map(column -> prefix + column).toList();
    }

    /**
     * The next keys in their order.
     *
     * @param after the last key that was looked at, or {@code null}
     */
    Keys next(Session session, RetentionRule rule, Clock clock, @Nullable Object after, int most) {
        Columns key = from.columns();
        String select = "select " + (several ? "distinct " : "")
                + Values.selected(prefixed("r.", key.names())) + " from " + from.table() + " r where " + condition
                + (after == null ? "" : " and " + Values.greater(key.value("r."), from.types()))
                + " order by " + key.list("r.");
        NativeQuery<Object[]> query = query(session, select, rule, clock);
        if (after != null) {
            Values.bindGreater(query, after, from.types());
        }
        query.setMaxResults(most);
        Keys keys = Keys.of(from);
        Seal.broken(query::getResultList)
                .forEach(row -> keys.add(Values.key(row, from.types().size())));
        return keys;
    }

    private NativeQuery<Object[]> query(Session session, String select, RetentionRule rule, Clock clock) {
        NativeQuery<Object[]> query = Values.read(session.createNativeQuery(select, Object[].class), from.types());
        for (int i = 0; i < rule.terms().size(); i++) {
            query.setParameter("cutOff" + i, cutOff(rule.terms().get(i), clock));
        }
        return query;
    }

    /**
     * Those of some keys that are over still and that nobody else is working on: another node that erases them, or the
     * application that changes them. Nobody else does until the end of the transaction.
     */
    Keys mine(Session session, RetentionRule rule, Clock clock, Keys found) {
        if (found.isEmpty() || locked.isEmpty()) {
            return found;
        }
        Keys free = Keys.of(from);
        for (Keyed table : locked) {
            String lock = "select " + Values.selected(table.columns().names()) + " from " + table.table() + " where "
                    + Statements.in(table.columns()) + skipLocked(session);
            for (Values some : Chunks.of(session, found)) {
                NativeQuery<Object[]> query =
                        Values.read(session.createNativeQuery(some.in(lock), Object[].class), table.types());
                add(some.bind(query), free);
            }
        }
        Keys mine = Keys.of(from);
        Columns key = from.columns();
        String again = "select " + Values.selected(prefixed("r.", key.names())) + " from " + from.table() + " r where "
                + condition + " and " + key.value("r.") + " in (:" + Values.USUAL + ")";
        for (Values some : Chunks.of(session, free)) {
            add(some.bind(query(session, some.in(again), rule, clock)), mine);
        }
        return mine;
    }

    private void add(NativeQuery<Object[]> query, Keys keys) {
        Seal.broken(query::getResultList)
                .forEach(row -> keys.add(Values.key(row, from.types().size())));
    }

    private static String skipLocked(Session session) {
        return ((SessionFactoryImplementor) session.getSessionFactory())
                .getJdbcServices()
                .getDialect()
                .getForUpdateString(LockMode.UPGRADE_SKIPLOCKED);
    }

    private static Object cutOff(DatedTerm term, Clock clock) {
        Instant now = clock.instant();
        return switch (term.kind()) {
            case DATE -> term.term().cutOffDate(now, clock.getZone());
            case LOCAL -> LocalDateTime.ofInstant(term.term().cutOff(now, clock.getZone()), clock.getZone());
            case UTC -> LocalDateTime.ofInstant(term.term().cutOff(now, clock.getZone()), ZoneOffset.UTC);
            case OFFSET -> term.term().cutOff(now, clock.getZone()).atOffset(ZoneOffset.UTC);
        };
    }
}
