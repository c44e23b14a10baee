package dev.consent.jpa.erasure;

import dev.consent.catalog.DeclaredPurpose;
import dev.consent.erasure.SweepPlan;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.subject.PurposeBits;
import dev.consent.jpa.subject.SubjectMasks;
import dev.consent.jpa.transaction.OwnTransactions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.hibernate.Session;
import org.hibernate.SessionFactory;

/** Goes through what the next sweep would take, with the same statements turned into counts. */
final class Planning {

    private final SessionFactory factory;
    private final Meeting meeting;
    private final Terms terms;
    private final Map<String, SubjectEntity> subjects;
    private final Map<String, DeclaredPurpose> purposes;
    private final PurposeBits bits;
    private final SubjectMasks masks;
    private final Eraser eraser;
    private final Copied copied;
    private final Models models;
    private final Clock clock;

    Planning(
            SessionFactory factory,
            Meeting meeting,
            Terms terms,
            Map<String, SubjectEntity> subjects,
            Map<String, DeclaredPurpose> purposes,
            PurposeBits bits,
            SubjectMasks masks,
            Eraser eraser,
            Copied copied,
            Models models,
            Clock clock) {
        this.factory = factory;
        this.meeting = meeting;
        this.terms = terms;
        this.subjects = subjects;
        this.purposes = purposes;
        this.bits = bits;
        this.masks = masks;
        this.eraser = eraser;
        this.copied = copied;
        this.models = models;
        this.clock = clock;
    }

    SweepPlan plan(int atOnce) {
        Instant now = clock.instant();
        Totals totals = new Totals(models.left().causes());
        while (!purposes.isEmpty()
                && !subjects.isEmpty()
                && OwnTransactions.call(factory, session -> some(session, now, atOnce, totals))) {
            continue; // some at a time, so that nothing is held for long
        }
        Map<String, Long> expired = new TreeMap<>();
        for (Map.Entry<String, Term> named : terms.named().entrySet()) {
            if (totals.leftToNewer.contains(Causes.ofTerm(named.getKey()))) {
                continue;
            }
            Term term = named.getValue();
            long rows = OwnTransactions.call(
                    factory,
                    session -> terms.left(
                            session, term, now, meeting.held(session, counting(session, now)), Long.MAX_VALUE));
            if (rows > 0) {
                expired.merge(term.name(), rows, Long::sum);
            }
        }
        return new SweepPlan(totals.obligations, totals.held, totals.rows, expired);
    }

    private static final class Totals {
        private final Set<String> leftToNewer;
        private final Map<String, Long> rows = new TreeMap<>();
        private long obligations;
        private long held;
        private long last = Long.MIN_VALUE;

        private Totals(Set<String> leftToNewer) {
            this.leftToNewer = leftToNewer;
        }
    }

    private static List<HoldRow> counting(Session session, Instant now) {
        return Holds.unsettled(session).stream()
                .filter(hold -> hold.counts(now))
                .toList();
    }

    private boolean some(Session session, Instant now, int atOnce, Totals totals) {
        List<ObligationRow> due = session.createSelectionQuery(
                        "from " + ObligationRow.NAME + " o where o.state in :claimable and o.nextAttemptAt <= :now"
                                + " and (o.purpose in :purposes or o.purpose is null) and o.subjectType in :types"
                                + " and o.id > :last order by o.id",
                        ObligationRow.class)
                .setParameter("claimable", Obligations.CLAIMABLE)
                .setParameter("now", now)
                .setParameterList("purposes", purposes.keySet())
                .setParameterList("types", subjects.keySet())
                .setParameter("last", totals.last)
                .setMaxResults(atOnce)
                .setReadOnly(true)
                .getResultList();
        Map<List<String>, List<ObligationRow>> groups = new LinkedHashMap<>();
        for (ObligationRow row : due) {
            totals.last = row.id;
            groups.computeIfAbsent(
                            List.of(row.subjectType(), Objects.requireNonNullElse(row.purpose, "")),
                            key -> new ArrayList<>())
                    .add(row);
        }
        List<HoldRow> holds = counting(session, now);
        groups.values().stream()
                .filter(rows ->
                        !totals.leftToNewer.contains(Causes.of(rows.get(0).subjectType(), rows.get(0).purpose)))
                .forEach(rows -> plan(session, rows, holds, totals));
        return due.size() == atOnce;
    }

    private void plan(Session session, List<ObligationRow> rows, List<HoldRow> holds, Totals totals) {
        SubjectEntity subject = subjects.get(rows.get(0).subjectType());
        String code = rows.get(0).purpose;
        DeclaredPurpose purpose = code == null ? null : Objects.requireNonNull(purposes.get(code));
        Held held = meeting.held(session, holds);
        Map<String, Long> known = masks.read(
                session,
                subject.type(),
                rows.stream().map(ObligationRow::subjectKey).toList());
        Map<String, Long> ended = new HashMap<>();
        for (ObligationRow row : rows) {
            Long mask = known.get(row.subjectKey());
            if (held.people(subject.type()).contains(row.subjectKey())) {
                totals.held++;
            } else if (mask != null && (purpose == null || (mask & bits.of(purpose)) == 0)) {
                ended.put(row.subjectKey(), mask);
                totals.obligations++;
            }
        }
        if (!ended.isEmpty()) {
            Statements statements = new Statements(session, Portion.none());
            Leaving nobody = new Leaving(copied, statements);
            Erased erased = purpose == null
                    ? eraser.people(session, subject, ended, held, statements, nobody)
                    : eraser.purpose(session, subject, purpose, ended, held, statements, nobody);
            erased.counts().forEach((table, count) -> totals.rows.merge(table, count, Long::sum));
            totals.held += erased.keptBack().size();
            totals.obligations -= erased.keptBack().size();
        }
    }
}
